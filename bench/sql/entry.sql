-- One more entry of a problem's chain, sealed as `ledger.sealing` does it, after that of the step
-- before. OFFSET 0 keeps the planner from writing a hash out again in every later step.
CROSS JOIN LATERAL (
    SELECT {which} AS applies, {at} AS at, {by} AS actor, {cases} AS cases,
        growing.salt_of(tail, 100 + {step}) AS salt, {before}.number + 1 AS number
    OFFSET 0
) AS a{step}
CROSS JOIN LATERAL (
    SELECT CASE WHEN a{step}.applies THEN
        convert_to('{{"at":"' || {iso}
            || '","audience":"{audience}","by":{{"id":'
            || coalesce('"' || growing.hex(a{step}.actor) || '"', 'null')
            || ',"kind":"{kind}"}},"cases":['
            || coalesce('"' || growing.hex((a{step}.cases)[1]) || '"', '')
            || '],"code":"{code}","fields":{{' || {fields} || '}}}}', 'UTF8') END AS content
    OFFSET 0
) AS b{step}
CROSS JOIN LATERAL (
    SELECT CASE WHEN a{step}.applies THEN
        convert_to('{{"chain":"' || growing.hex(chain) || '","content":"'
            || encode(sha256(a{step}.salt || b{step}.content), 'hex') || '","number":'
            || a{step}.number || ',"previous":"' || encode({before}.hash, 'hex')
            || '","version":1}}', 'UTF8') END AS seal
    OFFSET 0
) AS c{step}
CROSS JOIN LATERAL (
    SELECT CASE WHEN a{step}.applies THEN a{step}.number ELSE {before}.number END AS number,
        CASE WHEN a{step}.applies THEN sha256(c{step}.seal) ELSE {before}.hash END AS hash
    OFFSET 0
) AS s{step}
