using BookingEngine.Benchmarks.Stores;

namespace BookingEngine.Benchmarks.Growth;

/// <summary>A store of one size, and what was measured on it, round by round.</summary>
public sealed record GrowthStore(GrowthCurve Curve, int Size, Deployment Deployment)
{
    public List<GrowthRound> Rounds { get; } = [];

    /// <summary>The median of the rounds.</summary>
    public double MedianOf(Func<GrowthRound, Measurement> request, Func<Measurement, double> figure) =>
        Rounds.Select(r => figure(request(r))).Order().ElementAt(Rounds.Count / 2);
}

public sealed record GrowthRound(Measurement Book, Measurement List, Measurement Free);
