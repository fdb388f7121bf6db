using BookingEngine.Holds;
using BookingEngine.Idempotency;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Idempotency;

/// <summary>An attempt pauses between any two of its steps, and another instance takes over. The first one never resumes, or resumes at the
/// end.</summary>
public sealed class KilledAttemptTests
{
    private static readonly UserId User = new(Guid.CreateVersion7());
    private static readonly Instant Slot = Instant.FromUtc(2031, 1, 1, 9, 0);

    public enum RequestKind
    {
        Booking,
        Hold,
        BookingOfHold,
    }

    public static TheoryData<RequestKind> RequestKinds => [RequestKind.Booking, RequestKind.Hold, RequestKind.BookingOfHold];

    public static TheoryData<RequestKind, bool> Cases
    {
        get
        {
            var cases = new TheoryData<RequestKind, bool>();
            foreach (var kind in Enum.GetValues<RequestKind>())
            {
                cases.Add(kind, false);
                cases.Add(kind, true);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_crash_at_any_step_executes_once_with_one_answer(RequestKind kind, bool resumes)
    {
        var steps = await StepsOfOneAsync(kind);
        Assert.True(steps >= 10, $"An attempt has {steps} steps only.");
        for (var stop = 1; stop <= steps; stop++)
        {
            var fixture = await Fixture.OpenAsync(kind, stop);
            var stopped = fixture.SendAsync(fixture.First);
            Assert.False(stopped.IsCompleted, $"It did not stop at step {stop}.");
            fixture.World.Pass(TimeSpan.FromSeconds(30));

            var answer = await fixture.SendAsync(fixture.Second);
            if (resumes)
            {
                fixture.Resume();
                Assert.Equal(answer, await stopped);
            }

            Assert.False(answer is null || KeyedRequest.WasRefused(answer), $"stopped at step {stop}: {answer}");
            Assert.Equal(answer, await fixture.SendAsync(fixture.Second));
            Assert.Equal(kind is RequestKind.BookingOfHold ? 2 : 1, fixture.World.Events.Commits.Count);
            Assert.Equal(kind is RequestKind.Hold ? 0 : 1, fixture.World.ReadModels.Documents.Count);
        }
    }

    [Theory]
    [MemberData(nameof(RequestKinds))]
    public async Task Nobody_takes_over_before_the_lease_ends(RequestKind kind)
    {
        var steps = await StepsOfOneAsync(kind);
        for (var stop = 1; stop <= steps; stop++)
        {
            var fixture = await Fixture.OpenAsync(kind, stop);
            _ = fixture.SendAsync(fixture.First);
            fixture.World.Pass(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
            var record = fixture.IdempotencyResult;

            var answer = await fixture.SendAsync(fixture.Second);

            Assert.True((answer is null) == (record is { Answer: null }), $"stopped at step {stop}: {answer}");
            Assert.True(answer is null || !KeyedRequest.WasRefused(answer), $"stopped at step {stop}: {answer}");
        }
    }

    private static async Task<int> StepsOfOneAsync(RequestKind kind)
    {
        var fixture = await Fixture.OpenAsync(kind, int.MaxValue);
        Assert.True(fixture.SendAsync(fixture.First).IsCompletedSuccessfully);
        return fixture.Taken;
    }

    /// <summary>Two instances on one store. The first one stops at its n-th step.</summary>
    private sealed class Fixture
    {
        private readonly TaskCompletionSource _go = new();
        private KeyedRequest _request = new KeyedBooking("key", User, Slot);
        private string? _earlier;

        private Fixture(int stop)
        {
            First = new Node(World, (_, _) => ++Taken == stop ? _go.Task : Task.CompletedTask);
            Second = new Node(World, (_, _) => Task.CompletedTask);
        }

        public World World { get; } = new(new Random(1), PlantedBug.None);

        public Node First { get; }

        public Node Second { get; }

        public int Taken { get; private set; }

        /// <summary>What is stored of the request.</summary>
        public IdempotencyRecord? IdempotencyResult => World.IdempotencyRecords.Values.SingleOrDefault(r => r.Key != _earlier);

        public static async Task<Fixture> OpenAsync(RequestKind kind, int stop)
        {
            var fixture = new Fixture(stop);
            var hold = new KeyedHold("hold", User, Slot);
            if (kind is RequestKind.BookingOfHold)
            {
                var held = await hold.SendAsync(fixture.Second, fixture.World);
                fixture._earlier = fixture.World.IdempotencyRecords.Keys.Single();
                fixture._request = new KeyedBookingOfHold("key", User, HoldId.TryParse(held!)!.Value);
            }
            else if (kind is RequestKind.Hold)
            {
                fixture._request = hold;
            }

            return fixture;
        }

        public Task<string?> SendAsync(Node node) => _request.SendAsync(node, World);

        public void Resume() => _go.SetResult();
    }
}
