using System.Diagnostics;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Recovery;

/// <summary>Measures what <see cref="EnumerationWorkTests"/> proves by counting: the time of an answer does not show whether an account exists.
/// Passwords have their production cost. Run these alone, on an idle machine.</summary>
public sealed class EnumerationTimeTests : IAsyncLifetime, IDisposable
{
    private const int Pairs = 30, Tries = 3;
    private static readonly double LeastMilliseconds = 5;
    private readonly RunningApi _api = new() { Cost = Argon2Cost.Today };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [TimingFact]
    public async Task Recovery_takes_equally_long_for_known_and_unknown_addresses()
    {
        var person = await _api.NewPersonAsync();

        await AssertSameTimeAsync(n => _api.RecoverAsync(person.Email), n => _api.RecoverAsync($"nobody{n}@example.com"));
    }

    [TimingFact]
    public async Task Sign_in_takes_equally_long_for_unknown_addresses_and_wrong_passwords()
    {
        var person = await _api.NewPersonAsync();

        await AssertSameTimeAsync(n => _api.SignInAsync(person.Email, "wrong password"), n => _api.SignInAsync($"nobody{n}@example.com", "wrong password"));
    }

    // Other load on the machine varies between rounds. A difference in the code shows in every round.
    private static async Task AssertSameTimeAsync(Func<int, Task<Answer>> known, Func<int, Task<Answer>> unknown)
    {
        var seen = new List<(double Known, double Unknown)>();
        do
        {
            seen.Add(await MeasureAsync(known, unknown));
        }
        while (!TakeEquallyLong(seen[^1]) && seen.Count < Tries);

        Assert.True(TakeEquallyLong(seen[^1]), $"Medians in ms, known and unknown: {string.Join(", ", seen)}");
    }

    private static bool TakeEquallyLong((double Known, double Unknown) medians) =>
        Math.Abs(medians.Known - medians.Unknown) <= Math.Max(LeastMilliseconds, 0.1 * Math.Max(medians.Known, medians.Unknown));

    private static async Task<(double, double)> MeasureAsync(Func<int, Task<Answer>> known, Func<int, Task<Answer>> unknown)
    {
        List<double> ofKnown = [], ofUnknown = [];
        foreach (var n in Enumerable.Range(0, Pairs))
        {
            ofKnown.Add(await TimeAsync(() => known(n)));
            ofUnknown.Add(await TimeAsync(() => unknown(n)));
        }

        return (Median(ofKnown), Median(ofUnknown));
    }

    private static async Task<double> TimeAsync(Func<Task<Answer>> send)
    {
        var watch = Stopwatch.StartNew();
        await send();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>A test that measures time. It is counted as skipped unless <c>TIMING_TESTS</c> is set.</summary>
public sealed class TimingFactAttribute : FactAttribute
{
    private const string Variable = "TIMING_TESTS";

    public TimingFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null! : $"{Variable} is unset: set it on a machine that does nothing else.";
}
