using System.Diagnostics;
using BookingEngine.Benchmarks;
using BookingEngine.Benchmarks.Growth;
using BookingEngine.Benchmarks.Servers;

namespace BookingEngine.Tests.Benchmarks;

public sealed class MeasurementTests
{
    [Fact]
    public void Latencies_give_count_rate_and_percentiles()
    {
        var measured = Measurement.Of(Enumerable.Range(0, 1_001).Select(n => n * Stopwatch.Frequency / 1_000).Reverse(), TimeSpan.FromSeconds(2), failed: 3);
        Assert.Equal(new Measurement(1_001, 2, 3, 500, 990, 999), measured);
        Assert.Equal(500.5, measured.PerSecond);
    }

    [Fact]
    public void No_latency_gives_zeros() => Assert.Equal(new Measurement(0, 1, 2, 0, 0, 0), Measurement.Of([], TimeSpan.FromSeconds(1), failed: 2));

    [Fact]
    public void A_generators_line_is_read_as_it_was_written()
    {
        var measured = new Measurement(123_456, 6.25, 7, 1.5, 20.25, 300.125);
        Assert.Equal(measured, Measurement.Parse($"Running 6s test\n{measured.ToLine()}\n"));
    }

    [Fact]
    public void Output_without_a_result_is_refused_with_the_output() =>
        Assert.Contains("no route", Assert.Throws<BenchmarkException>(() => Measurement.Parse("no route to host\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Use_is_divided_by_the_count()
    {
        var measured = new Measurement(100, 1, 0, 0, 0, 0).With(TimeSpan.FromMilliseconds(25), 5_000);
        Assert.Equal((250, 50), (measured.ProcessorMicroseconds!.Value, measured.AllocatedBytes!.Value));
    }

    [Fact]
    public void Use_of_a_server_is_read_from_its_line() =>
        Assert.Equal(new ServerUse(TimeSpan.FromSeconds(3), 1_000, new(2_000, 300, 700)), ServerUse.Parse("1000 30000000 2000 300 700"));

    [Theory]
    [InlineData(100_000, 100, new[] { 100, 1_000, 10_000, 100_000 })]
    [InlineData(1_000_000, 1, new[] { 1, 100, 10_000, 1_000_000 })]
    [InlineData(2, 1, new[] { 1, 2 })]
    public void Sizes_grow_by_one_factor(int last, int first, int[] expected) => Assert.Equal(expected, GrowthCurve.SizesTo(last, first));
}
