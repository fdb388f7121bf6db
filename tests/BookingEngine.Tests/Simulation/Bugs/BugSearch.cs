using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Bugs;

/// <summary>Runs histories with a planted bug until one of them finds it.</summary>
/// <param name="findingsOf">Returns the findings of the history of a seed.</param>
internal sealed class BugSearch(Func<int, PlantedBug, IReadOnlyList<string>> findingsOf, ITestOutputHelper output)
{
    private const int Most = 2_000;

    /// <param name="known">Seeds whose histories found the bug. Any change in the engine's steps can invalidate them. When none works, the search
    /// finds another seed and prints it.</param>
    public void AssertNoticed(PlantedBug bug, int[] known)
    {
        if (!known.Any(seed => Finds(bug, seed)))
        {
            Assert.True(Enumerable.Range(1, Most).Any(seed => Finds(bug, seed)), $"None of {Most} histories found {bug}.");
            output.WriteLine($"No known seed shows {bug} any more. Write this one into {nameof(KnownSeeds)}.cs.");
        }
    }

    private bool Finds(PlantedBug bug, int seed)
    {
        var findings = findingsOf(seed, bug);
        if (findings.Count > 0)
        {
            output.WriteLine($"{bug}: noticed at seed {seed}: {string.Join("; ", findings)}");
        }

        return findings.Count > 0;
    }
}
