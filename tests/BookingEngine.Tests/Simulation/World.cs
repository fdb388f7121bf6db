using BookingEngine.Idempotency;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Tests.InMemory;
using BookingEngine.Users;
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
    };

    public SnapshotTable Snapshots { get; } = new() { KeepsOldStates = bug is PlantedBug.KeepsSnapshotsOfOldStates };

    public ReadModelTables ReadModels { get; } = new();

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

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(TimeSpan time) => _now += time;

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
}
