-- The points of a curve that are always shown, found without reading every step.
create index metric_point_evaluated on training.metric_point (job_id, step)
    where held_out_bits_per_byte is not null;
