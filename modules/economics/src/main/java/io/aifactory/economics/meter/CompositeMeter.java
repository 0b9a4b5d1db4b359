package io.aifactory.economics.meter;

import java.util.List;
import java.util.stream.Collectors;

/** The sum of several meters; estimated as soon as one of them is. */
record CompositeMeter(List<EnergyMeter> meters) implements EnergyMeter {
    CompositeMeter {
        meters = List.copyOf(meters);
    }

    @Override
    public double joules() {
        return meters.stream().mapToDouble(EnergyMeter::joules).sum();
    }

    @Override
    public boolean estimated() {
        return meters.stream().anyMatch(EnergyMeter::estimated);
    }

    @Override
    public String name() {
        return meters.stream().map(EnergyMeter::name).collect(Collectors.joining(" + "));
    }

    @Override
    public void close() {
        meters.forEach(EnergyMeter::close);
    }
}
