namespace BookingEngine.Tests.Simulation.Bugs;

/// <summary>The planted bugs that histories must find, each with seeds that find it.</summary>
internal static class KnownSeeds
{
    public static IReadOnlyDictionary<PlantedBug, int[]> OfLives { get; } = new Dictionary<PlantedBug, int[]>
    {
        [PlantedBug.AppendsAtAnyVersion] = [1, 2, 3],
        [PlantedBug.AlwaysReleasesTransfers] = [2, 3, 4],
        [PlantedBug.MovesChangedBookings] = [9, 14, 15],
        [PlantedBug.WritesDocumentsUnguarded] = [35, 114, 131],
        [PlantedBug.HoldsNeverExpire] = [1, 2, 3],
        [PlantedBug.NeverSweepsTransfers] = [11, 25, 27],
    };

    public static IReadOnlyDictionary<PlantedBug, int[]> OfCustomers { get; } = new Dictionary<PlantedBug, int[]>
    {
        [PlantedBug.AppendsAtAnyVersion] = [3, 16, 27],
        [PlantedBug.TakesOverWithoutAbandoning] = [3],
        [PlantedBug.NeverSweeps] = [1, 7, 9],
        [PlantedBug.SavesSnapshotsOfOldStates] = [17, 20, 37],
        [PlantedBug.RepeatsAttempts] = [9, 10, 11],
    };
}
