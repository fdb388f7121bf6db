using BookingEngine.Bookings.Lists;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Tests.SeveralResources;
using NodaTime;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Several;

/// <summary>Histories of bookings of several resources that are made, moved and cancelled while nodes crash and messages are lost.
/// <c>SIMULATION_SEVERAL</c> and <c>SIMULATION_SEED</c> set the number and the first seed.</summary>
public sealed class SeveralHistoryTests(ITestOutputHelper output)
{
    private static readonly int Histories = TestVariable.Whole("SIMULATION_SEVERAL", 60), FirstSeed = TestVariable.Whole("SIMULATION_SEED", 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_history_keeps_every_invariant(bool visits)
    {
        output.WriteLine($"SIMULATION_SEED={FirstSeed}");
        var (steps, crashes, operations, types) = (0L, 0L, new List<SimulatedOperation>(), new List<string>());
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            var history = NewHistory(seed, visits: visits);
            var findings = FindingsOf(history, visits);
            Assert.True(findings.Count == 0, $"SIMULATION_SEED={seed}: {string.Join("; ", findings)}");
            steps += history.Scheduler.Trace.Count;
            crashes += history.Crashes;
            operations.AddRange(history.World.Operations);
            types.AddRange(history.World.Events.Commits.Select(c => c.Events[0].Type));
        }

        output.WriteLine($"{Histories} histories{(visits ? " with visits" : "")}: {steps} steps, {crashes} crashes");
        output.WriteLine(string.Join(", ", operations.CountBy(d => (d.Kind, d.Refusal ?? "done")).OrderBy(d => d.Key)));
        output.WriteLine(string.Join(", ", types.Where(t => t.StartsWith("time-", StringComparison.Ordinal) || t.StartsWith("decision-", StringComparison.Ordinal)).CountBy(t => t)));
        Assert.True(crashes > Histories && operations.Count(d => d.Refusal is null) > 5 * Histories, "The histories had too few crashes or operations to prove anything.");
        Assert.All(["decision-withdrawn.v1", "time-kept.v1", "time-released.v1"], type => Assert.Contains(type, types));
    }

    internal static History NewHistory(int seed, PlantedBug bug = PlantedBug.None, bool visits = false) =>
        new(seed, bug, world =>
        [
            .. Enumerable.Range(0, 5).Select(n => new SeveralCustomer(world, n, visits)),
            .. bug is PlantedBug.FreesReservationsByClock ? [new ReservationClock(world)] : Array.Empty<IPerson>(),
        ])
        {
            Pace = new(CrashEvery: 150, CrashesAtMost: 8, JumpEvery: 300, StepAtMost: 40, WorkEvery: seed % 20 == 0 ? 150 : 1_000),
        };

    internal static IReadOnlyList<string> FindingsOf(History history, bool visits = false)
    {
        try
        {
            history.Drive([() => SeveralTenant.BuildAsync(history.Observer, visits)], _ => { });
            history.Run(quietRounds: 8);
            history.World.Monitor.CheckNewCommits();
            List<string> findings = [.. history.World.Monitor.Findings];
            var checks = new SeveralChecks(history.Observer.Services, SeveralTenant.Resources);
            history.Drive(
                [
                    async () =>
                    {
                        findings.AddRange(await checks.FindVisibleFaultsAsync());
                        findings.AddRange(await checks.FindUnsettledAsync());
                        findings.AddRange(await SeveralTenant.FindBeyondLimitsAsync(checks));
                    },
                ],
                _ => { });
            findings.AddRange(history.World.Operations.Where(o => o is { Kind: OperationKind.Book, Refusal: null } && history.World.Monitor.EventsOf(new(o.Id)).Count == 0)
                .Select(o => $"{o.Correlation} was answered and is not there"));
            return [.. findings, .. new Invariants(history).CheckStored()];
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidCastException or StreamNotFoundException or DamagedStreamException or KeyNotFoundException or ArgumentException or NullReferenceException)
        {
            return [e.Message];
        }
    }
}

/// <summary>Two persons, two rooms and a device. A service of a person and a room, one of a room and a person in that order and the device, and one of a single
/// person. With visits, also one of a person, a room and a person after each other.</summary>
public static class SeveralTenant
{
    public const int SlotsInDemand = 4, TalksPerDay = 2;
    public static readonly ResourceId[] Resources = [new("a-device"), new("person-1"), new("person-2"), new("room-1"), new("z-room-2")];
    public static readonly ServiceId Pair = new("pair"), Team = new("team"), Alone = new("alone"), Visit = new("visit"), Talk = new("talk");
    public static readonly Instant FirstSlot = Instant.FromUtc(2031, 1, 1, 9, 0);

    public static async Task BuildAsync(Node node, bool visits)
    {
        foreach (var resource in Resources)
        {
            var kind = resource.Value.Contains("person", StringComparison.Ordinal) ? "person" : resource.Value.Contains("room", StringComparison.Ordinal) ? "room" : "device";
            await node.Get<CreateResourceHandler>().HandleAsync(
                new CreateResource(DefaultCatalogue.InitialResource with { Id = resource, Kind = kind }), Context(node), CancellationToken.None);
        }

        var several = DefaultCatalogue.InitialService with { ResourceIds = [] };
        Service[] services =
        [
            several with { Id = Pair, Needs = [new(1) { Kind = "person" }, new(1) { Kind = "room" }] },
            several with { Id = Team, Needs = [new(1) { Kind = "room" }, new(1) { Kind = "person" }, new(1) { ResourceIds = [Resources[0]] }] },
            DefaultCatalogue.InitialService with { Id = Alone, ResourceIds = [Resources[1], Resources[2]] },
            .. visits ? VisitOf(several) : [],
        ];
        foreach (var service in services)
        {
            var created = await node.Get<CreateServiceHandler>().HandleAsync(new CreateService(service), Context(node), CancellationToken.None);
            Assert.Null(created.Refusal);
        }
    }

    // A person, a room, and a person again.
    private static Service[] VisitOf(Service several) =>
    [
        several with { Id = Talk, ResourceIds = [Resources[1], Resources[2]], BufferAfter = Duration.FromMinutes(5), Limits = new CustomerLimits(null, TalksPerDay) },
        several with { Id = new("bath"), ResourceIds = [Resources[3], Resources[4]], BufferBefore = Duration.FromMinutes(10) },
        several with { Id = Visit, Segments = [new(Talk), new(new("bath")), new(Talk)] },
    ];

    /// <summary>The customers who have more talks on the day than its limit, each with two in a visit.</summary>
    public static async Task<IEnumerable<string>> FindBeyondLimitsAsync(SeveralChecks checks) => (await checks.ListAsync(new BookingFilter { OfAll = true }))
        .Where(booking => booking.IsActive && booking.Segments is not null)
        .GroupBy(booking => booking.UserId, booking => booking.Segments!.Value.Count(segment => segment.ServiceId == Talk))
        .Where(talks => talks.Sum() > TalksPerDay).Select(talks => $"{talks.Key} has {talks.Sum()} talks on one day");

    private static CommandContext Context(Node node) =>
        new(new CommitId(node.Get<Ports.IIds>().Next()), Ports.Clock.Now(node.Get<TimeProvider>()), null, "tenant");
}
