using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Idempotency;
using BookingEngine.Notifications;
using BookingEngine.Outbound;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Simulation.Several;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Offers;
using BookingEngine.Webhooks.Deliveries;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>What survives a crash, and the sources of time, ids and randomness.</summary>
public sealed class World(Random random, PlantedBug bug) : TimeProvider, IIds, IRandomBytes
{
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Random Random => random;

    public PlantedBug Bug => bug;

    public EventLog Events { get; } = new()
    {
        IgnoresExpectedVersion = bug is PlantedBug.AppendsAtAnyVersion,
        LosesCommitsOf = bug switch
        {
            PlantedBug.TakesOverWithoutAbandoning => "registration-abandoned.v1",
            PlantedBug.ForgetsReservations => "time-reserved.v1",
            PlantedBug.ForgetsReservedEntries => "entry-reserved.v1",
            _ => null,
        },
        LosesCommitIds = bug is PlantedBug.RepeatsAttempts,
        AnswersBeforeWriting = bug is PlantedBug.AnswersBeforeDurable,
        TakesCutRunsForWritten = bug is PlantedBug.TakesCutRunsForWritten,
        AppendsAnyVersionOf = bug is PlantedBug.MovesChangedBookings ? "booking-moved-away.v1" : null,
        AltersEvent = bug switch
        {
            PlantedBug.ReleasesKeptTimes => e => e.Type == "time-kept.v1" ? new EventData("time-released.v1", ReleaseOf(e.Json)) : e,
            PlantedBug.ReplaysSettlements => new ReplayedSettlements().Alter,
            PlantedBug.SettlesOneOfSeries => new WrongSettlements().OneOfSeries,
            PlantedBug.SettlesOtherSeries => new WrongSettlements().OtherSeries,
            PlantedBug.AlwaysReleasesTransfers => e => e.Type == "booking-moved-in.v1" ? e with { Type = "move-released.v1" } : e,
            PlantedBug.HoldsNeverExpire => e => e.Type == "hold-placed.v1" ? e with { Json = e.Json.Replace("\"expires\":\"2030", "\"expires\":\"2130", StringComparison.Ordinal) } : e,
            _ => e => e,
        },
    };

    public SnapshotTable Snapshots { get; } = new() { SavesOldStates = bug is PlantedBug.SavesSnapshotsOfOldStates };

    public ReadModelTables ReadModels { get; } = new() { WritesUnguarded = bug is PlantedBug.WritesDocumentsUnguarded, ShowsParts = bug is PlantedBug.ListsParts };

    public Dictionary<string, string> Checkpoints { get; } = [];

    public Dictionary<string, (string Owner, Instant Until)> Leases { get; } = [];

    public Dictionary<string, AddressClaim> Claims { get; } = [];

    public Dictionary<SessionId, Session> Sessions { get; } = [];

    public Dictionary<string, byte[]> Keys { get; } = [];

    public Dictionary<string, IdempotencyRecord> IdempotencyRecords { get; } = [];

    public Dictionary<string, Delivery> Deliveries { get; } = [];

    public Dictionary<FeedId, FeedState> Feeds { get; } = [];

    public Dictionary<(string Endpoint, string Id), WebhookDelivery> WebhookDeliveries { get; } = [];

    /// <summary>Answers requests to addresses of the tenant, by host. Unknown hosts are unreachable.</summary>
    public Dictionary<string, Func<OutboundRequest, OutboundResult>> Receivers { get; } = [];

    /// <summary>The mails that the mail server accepted, by Message-ID.</summary>
    public List<string> AcceptedMails { get; } = [];

    public List<SimulatedMessage> Messages { get; } = [];

    /// <summary>The answered operations on bookings.</summary>
    public List<SimulatedOperation> Operations { get; } = [];

    /// <summary>The answered acts of those who wait.</summary>
    public List<string> Acts { get; } = [];

    /// <summary>How many messages were sent that ask for a look at waitlists.</summary>
    public int AskedLooks { get; set; }

    public WaitlistSettings Waitlists { get; set; } = WaitlistSettings.Default;

    /// <summary>The bookings that a customer was told about.</summary>
    public List<BookingId> Bookings { get; } = [];

    /// <summary>Checks the events of bookings as they are recorded.</summary>
    public BookingMonitor Monitor => field ??= new BookingMonitor(Events);

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Null when the store is unavailable and the result is unknown, like a 503.</summary>
    public static async Task<Outcome<T>?> AnswerOfAsync<T>(Func<Task<Outcome<T>>> run)
    {
        try
        {
            return await run();
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    public void Pass(TimeSpan time) => _now += time;

    /// <summary>Takes no step where nobody ever waited. A job of the timer that fails is repeated by the next run.</summary>
    public async Task SweepWaitlistsAsync(Node node, Lag swept)
    {
        if (bug is not PlantedBug.NeverSweepsWaitlists && Events.Commits.Any(commit => commit.Stream.Category == ServiceWaitlist.Category))
        {
            await AnswerOfAsync(async () => Outcome<int>.Of(await node.Get<WaitlistSweep>().RunAsync(swept, CancellationToken.None)));
        }
    }

    private static string ReleaseOf(string kept)
    {
        var ids = JsonNode.Parse(kept)!;
        return $$"""{"decision_id":{{ids["decision_id"]!.ToJsonString()}},"booking_id":{{ids["booking_id"]!.ToJsonString()}},"was_kept":false,"status":null}""";
    }

    /// <summary>Takes time by reading while others run.</summary>
    public static async Task ReadRepeatedlyAsync(Node node, int reads)
    {
        for (var i = 0; i < reads; i++)
        {
            await node.Get<IReadModelStore>().FindAsync(BookingsProjection.ModelName, "nothing", CancellationToken.None);
        }
    }

    public Guid Next()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public void Fill(Span<byte> bytes) => random.NextBytes(bytes);
}

public sealed record SimulatedMessage(string Queue, string Text, DateTimeOffset VisibleFrom);

/// <summary>A guard that is removed to see whether the simulation notices.</summary>
public enum PlantedBug
{
    None,
    AppendsAtAnyVersion,
    TakesOverWithoutAbandoning,
    NeverSweeps,
    SavesSnapshotsOfOldStates,
    RepeatsAttempts,

    /// <summary>A recovery releases the new time whatever the decision was.</summary>
    AlwaysReleasesTransfers,

    /// <summary>A transfer moves a booking away although it changed after its new time was reserved, for example by a cancellation.</summary>
    MovesChangedBookings,

    /// <summary>The store answers a run before it is durable.</summary>
    AnswersBeforeDurable,

    /// <summary>A refusal is answered although the commits of its run that it was decided on were not written.</summary>
    RefusesOnLostCommits,

    /// <summary>The rest of a run that another commit cut is taken for written.</summary>
    TakesCutRunsForWritten,

    WritesDocumentsUnguarded,
    HoldsNeverExpire,

    /// <summary>A waitlist answers that it has reserved an entry for an offer, and has not.</summary>
    ForgetsReservedEntries,

    /// <summary>Only messages lead to a look at the waitlists.</summary>
    NeverSweepsWaitlists,

    /// <summary>A participant of a booking of several resources answers that it has reserved its time, and has not.</summary>
    ForgetsReservations,

    /// <summary>A participant releases its time whatever the decision was.</summary>
    ReleasesKeptTimes,

    /// <summary>A settlement repeats what was decided, also after the booking was cancelled.</summary>
    ReplaysSettlements,

    /// <summary>A participant settles one booking of a decision about several of a series.</summary>
    SettlesOneOfSeries,

    /// <summary>A participant settles what was decided about a series for another one.</summary>
    SettlesOtherSeries,

    /// <summary>A reservation ends by the clock, whether or not its decision is known.</summary>
    FreesReservationsByClock,

    /// <summary>Lists show the time that a booking takes of a participant as a booking.</summary>
    ListsParts,
    NeverSweepsTransfers,
    NeverSweepsMails,

    /// <summary>A message of a command that is delivered before its append is visible counts as handled.</summary>
    TrustsMessages,
}
