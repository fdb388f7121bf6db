namespace BookingEngine.Benchmarks.Growth;

/// <summary>What grows from store to store.</summary>
/// <param name="Name">What the sizes count.</param>
/// <param name="Fill">Fills a store of a size.</param>
public sealed record GrowthCurve(string Name, IReadOnlyList<int> Sizes, Func<IServiceProvider, int, Task> Fill)
{
    private const int Points = 4;

    /// <summary>Four sizes from the first to the last, each the same multiple of the one before. Fewer if the last is small.</summary>
    public static IReadOnlyList<int> SizesTo(int last, int first) =>
        [.. Enumerable.Range(0, Points).Select(n => (int)Math.Round(first * Math.Pow((double)last / first, n / (Points - 1.0)))).Distinct()];
}
