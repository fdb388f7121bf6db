namespace BookingEngine.Tests.Simulation.Bugs;

/// <summary>The planted bugs that histories must find, each with seeds that find it.</summary>
internal static class KnownSeeds
{
    public static IReadOnlyDictionary<PlantedBug, int[]> OfLives { get; } = new Dictionary<PlantedBug, int[]>
    {
        [PlantedBug.AppendsAtAnyVersion] = [1, 3, 4],
        [PlantedBug.AlwaysReleasesTransfers] = [2, 3, 4],
        [PlantedBug.MovesChangedBookings] = [13],
        [PlantedBug.WritesDocumentsUnguarded] = [958],
        [PlantedBug.HoldsNeverExpire] = [1, 2, 3],
        [PlantedBug.NeverSweepsTransfers] = [8],
    };

    public static IReadOnlyDictionary<PlantedBug, int[]> OfSeveral { get; } = new Dictionary<PlantedBug, int[]>
    {
        [PlantedBug.AppendsAtAnyVersion] = [1, 2, 3],
        [PlantedBug.ForgetsReservations] = [1, 2, 3],
        [PlantedBug.ReleasesKeptTimes] = [1, 2, 3],
        [PlantedBug.ReplaysSettlements] = [1, 2, 3],
        [PlantedBug.FreesReservationsByClock] = [7],
        [PlantedBug.ListsParts] = [1, 2, 3],
    };

    public static IReadOnlyDictionary<PlantedBug, int[]> OfWaitlists { get; } = new Dictionary<PlantedBug, int[]>
    {
        [PlantedBug.AppendsAtAnyVersion] = [1, 2, 3],
        [PlantedBug.ForgetsReservedEntries] = [1, 2, 3],
        [PlantedBug.NeverSweepsWaitlists] = [46],
        [PlantedBug.HoldsNeverExpire] = [1, 2, 3],
    };

    public static IReadOnlyDictionary<PlantedBug, int[]> OfAllTogether { get; } = new Dictionary<PlantedBug, int[]>
    {
        [PlantedBug.AppendsAtAnyVersion] = [1, 2, 3],
        [PlantedBug.ForgetsReservations] = [1, 2, 3],
        [PlantedBug.ReleasesKeptTimes] = [1, 2, 3],
        [PlantedBug.ReplaysSettlements] = [1, 2, 3],
        [PlantedBug.SettlesOneOfSeries] = [1, 2, 3],
        [PlantedBug.SettlesOtherSeries] = [1, 2, 3],
        [PlantedBug.FreesReservationsByClock] = [2],
        [PlantedBug.ListsParts] = [1, 2, 3],
        [PlantedBug.HoldsNeverExpire] = [1],
        [PlantedBug.AnswersBeforeDurable] = [1, 2, 3],
        [PlantedBug.NeverSweeps] = [24],
    };

    public static IReadOnlyDictionary<PlantedBug, int[]> OfCustomers { get; } = new Dictionary<PlantedBug, int[]>
    {
        [PlantedBug.AppendsAtAnyVersion] = [2],
        [PlantedBug.TakesOverWithoutAbandoning] = [20],
        [PlantedBug.NeverSweeps] = [6],
        [PlantedBug.NeverSweepsMails] = [4],
        [PlantedBug.SavesSnapshotsOfOldStates] = [94],
        [PlantedBug.RepeatsAttempts] = [29],
        [PlantedBug.TrustsMessages] = [10],
    };

    public static IReadOnlyDictionary<PlantedBug, int[]> OfRuns { get; } = new Dictionary<PlantedBug, int[]>
    {
        [PlantedBug.AnswersBeforeDurable] = [13, 15, 17],
        [PlantedBug.RefusesOnLostCommits] = [11, 15, 21],
        [PlantedBug.TakesCutRunsForWritten] = [29, 30, 53],
    };
}
