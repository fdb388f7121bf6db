using System.Globalization;

namespace BookingEngine.Benchmarks.Guard;

/// <summary>A cost as a multiple of a baseline's, both measured in one run by processor time.</summary>
/// <param name="Most">What the ratio may be: about one and a half times what it is. See decision 0040.</param>
public sealed record GuardedRatio(string Name, double Most)
{
    private readonly List<double> _costs = [], _baselines = [];

    /// <summary>The lowest cost over the lowest baseline: other work on the machine only ever adds.</summary>
    public double Value => _costs.Min() / _baselines.Min();

    public bool IsWithin => Value <= Most;

    /// <param name="cost">In microseconds.</param>
    /// <param name="baseline">In microseconds.</param>
    public void Add(double cost, double baseline)
    {
        _costs.Add(cost);
        _baselines.Add(baseline);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsWithin ? "ok    " : "FAILED")} {Name}: {Value:0.00}, at most {Most:0.00} ({_costs.Min():0.0} µs : {_baselines.Min():0.0} µs)");
}
