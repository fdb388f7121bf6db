using BookingEngine.Benchmarks.Guard;

namespace BookingEngine.Tests.Benchmarks;

public sealed class GuardedRatioTests
{
    private readonly GuardedRatio _ratio = new("a : b", 5);

    [Fact]
    public void A_ratio_is_of_the_lowest_cost_and_the_lowest_baseline()
    {
        _ratio.Add(90, 10);
        _ratio.Add(40, 12);
        Assert.Equal(4, _ratio.Value);
        Assert.True(_ratio.IsWithin);
        Assert.Equal("ok     a : b: 4.00, at most 5.00 (40.0 µs : 10.0 µs)", _ratio.ToString());
    }

    [Fact]
    public void Twice_the_cost_is_an_alarm()
    {
        _ratio.Add(80, 10);
        Assert.False(_ratio.IsWithin);
        Assert.Equal("FAILED a : b: 8.00, at most 5.00 (80.0 µs : 10.0 µs)", _ratio.ToString());
    }
}
