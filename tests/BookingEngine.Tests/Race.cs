namespace BookingEngine.Tests;

/// <summary>Runs many calls with a limit on concurrent ones. A few concurrent calls are enough for every interleaving.</summary>
internal static class Race
{
    public static async Task<T[]> RunAsync<T>(int count, int inFlight, Func<int, Task<T>> call)
    {
        var (results, last) = (new T[count], -1);
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            for (var n = Interlocked.Increment(ref last); n < count; n = Interlocked.Increment(ref last))
            {
                results[n] = await call(n);
            }
        })));
        return results;
    }
}
