-- Between two fixes in a row, on the plane that touches the globe between them, as packages/geo measures pieces of a
-- line. One expression, since Postgres inlines nothing else: haversine in a subquery took ten times as long.
create function segment_metres(
  lat_a double precision, lon_a double precision, lat_b double precision, lon_b double precision
) returns double precision language sql immutable parallel safe as $$
  select 111195.08023353292 * sqrt(
    (lat_b - lat_a) ^ 2
    + ((lon_b - lon_a - 360 * round((lon_b - lon_a) / 360)) * cos(radians((lat_a + lat_b) / 2))) ^ 2
  )
$$;

drop function metres_between;
