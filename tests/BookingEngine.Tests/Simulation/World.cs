using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Idempotency;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using BookingEngine.Tests.InMemory;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>What outlives a crash, and the sources of time, ids and randomness.</summary>
public sealed class World(Random random, PlantedBug bug) : TimeProvider, IIds, IRandomBytes
{
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Random Random => random;

    public PlantedBug Bug => bug;

    public EventLog Events { get; } = new()
    {
        IgnoresExpectedVersion = bug is PlantedBug.AppendsAtAnyVersion,
        Loses = bug is PlantedBug.TakesOverWithoutAbandoning ? "registration-abandoned.v1" : null,
        ForgetsIds = bug is PlantedBug.RepeatsAttempts,
        AppendsWhatever = bug is PlantedBug.LeavesWhateverHappened ? "booking-moved-away.v1" : null,
        Alters = bug switch
        {
            PlantedBug.AlwaysReleasesMoves => e => e.Type == "booking-moved-in.v1" ? e with { Type = "move-released.v1" } : e,
            PlantedBug.HoldsNeverExpire => e => e.Type == "hold-placed.v1" ? e with { Json = e.Json.Replace("\"expires\":\"2030", "\"expires\":\"2130", StringComparison.Ordinal) } : e,
            _ => e => e,
        },
    };

    public SnapshotTable Snapshots { get; } = new() { KeepsOldStates = bug is PlantedBug.KeepsSnapshotsOfOldStates };

    public ReadModelTables ReadModels { get; } = new() { WritesUnguarded = bug is PlantedBug.WritesDocumentsUnguarded };

    public Dictionary<string, string> Checkpoints { get; } = [];

    public Dictionary<string, (string Owner, Instant Until)> Leases { get; } = [];

    public Dictionary<string, AddressClaim> Claims { get; } = [];

    public Dictionary<SessionId, Session> Sessions { get; } = [];

    public Dictionary<string, byte[]> Keys { get; } = [];

    public Dictionary<string, IdempotencyRecord> IdempotencyRecords { get; } = [];

    public Dictionary<string, Delivery> Deliveries { get; } = [];

    /// <summary>What the mail server took, by Message-ID.</summary>
    public List<string> MailsTaken { get; } = [];

    public List<SimulatedMessage> Messages { get; } = [];

    /// <summary>What was done with bookings and answered.</summary>
    public List<SimulatedOperation> Operations { get; } = [];

    /// <summary>The bookings that somebody was told of.</summary>
    public List<BookingId> Bookings { get; } = [];

    /// <summary>Looks on at what is recorded of bookings.</summary>
    public LifeLedger Ledger => field ??= new LifeLedger(Events);

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Null where it was not done, or nobody knows: as an answer of 503.</summary>
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

    /// <summary>Looks at this and that, while others go on.</summary>
    public static async Task DawdleAsync(Node node, int looks)
    {
        for (var i = 0; i < looks; i++)
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

/// <summary>A guard to leave out, to see that the simulation notices.</summary>
public enum PlantedBug
{
    None,
    AppendsAtAnyVersion,
    TakesOverWithoutAbandoning,
    NeverSweeps,
    KeepsSnapshotsOfOldStates,
    RepeatsAttempts,

    /// <summary>What settles a move releases the new time whatever was decided.</summary>
    AlwaysReleasesMoves,

    /// <summary>A move takes a booking away as it was when its new time was kept, whatever has become of it: cancelled, for one.</summary>
    LeavesWhateverHappened,

    WritesDocumentsUnguarded,
    HoldsNeverExpire,
    NeverSweepsMoves,
}
