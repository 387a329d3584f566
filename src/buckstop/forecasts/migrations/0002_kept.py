from django.db import migrations

KEPT = """
CREATE FUNCTION forecast_is_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL
        AND to_jsonb(NEW) - '{ended_at,came}'::text[] = to_jsonb(OLD) - '{ended_at,came}'::text[]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a forecast stays as it was made';
END $$;
CREATE TRIGGER forecast_is_kept BEFORE UPDATE OR DELETE ON forecasts_forecast
    FOR EACH ROW EXECUTE FUNCTION forecast_is_kept();
"""
LOOSE = """
DROP TRIGGER forecast_is_kept ON forecasts_forecast;
DROP FUNCTION forecast_is_kept();
"""


class Migration(migrations.Migration):

    dependencies = [("forecasts", "0001_forecasts")]
    operations = [migrations.RunSQL(KEPT, LOOSE)]
