using BookingEngine.Tests.Bookings.Series;
using BookingEngine.Tests.Crashes;
using BookingEngine.Tests.FunctionsHost;
using BookingEngine.Tests.SeveralResources;
using BookingEngine.Tests.SeveralResources.Series;
using BookingEngine.Tests.Simulation.Bugs;
using BookingEngine.Tests.Simulation.Several;
using BookingEngine.Tests.Simulation.Waiting;
using BookingEngine.Tests.Visits;
using BookingEngine.Tests.Waitlist;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("BookingEngine.Tests.LongestFirst", "BookingEngine.Tests")]

namespace BookingEngine.Tests;

/// <summary>Starts the classes that take longest first. Otherwise the last of them would run alone, on one processor.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        .. new[]
        {
            typeof(SharedScopeKillTests), typeof(SeveralKillTests), typeof(VisitKillTests), typeof(HoldKillTests), typeof(SeriesKillTests),
            typeof(Mongo.Failures.FaultTests), typeof(SeveralHistoryTests), typeof(KillTests), typeof(OfferKillTests), typeof(SharedSeriesKillTests),
            typeof(EndKillTests), typeof(WaitlistBugTests), typeof(WaitlistHistoryTests), typeof(FunctionAppStartTests),
        }.Select(type => type.FullName!),
    ];

    // A class that shares no collection is a collection, whose name ends with that of the class.
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.FindIndex(Longest, name => collection.DisplayName.EndsWith($" {name}", StringComparison.Ordinal)) is >= 0 and var at ? at : Longest.Length);
}
