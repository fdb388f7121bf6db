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

    public enum Wish
    {
        Booking,
        Hold,
        BookingOfHold,
    }

    public static TheoryData<Wish> Wishes => [Wish.Booking, Wish.Hold, Wish.BookingOfHold];

    public static TheoryData<Wish, bool> Ends
    {
        get
        {
            var ends = new TheoryData<Wish, bool>();
            foreach (var wish in Enum.GetValues<Wish>())
            {
                ends.Add(wish, false);
                ends.Add(wish, true);
            }

            return ends;
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_crash_at_any_step_executes_once_with_one_answer(Wish wish, bool goesOn)
    {
        var steps = await StepsOfOneAsync(wish);
        Assert.True(steps >= 10, $"An attempt has {steps} steps only.");
        for (var stop = 1; stop <= steps; stop++)
        {
            var room = await Room.OpenAsync(wish, stop);
            var stopped = room.SendAsync(room.First);
            Assert.False(stopped.IsCompleted, $"It did not stop at step {stop}.");
            room.World.Pass(TimeSpan.FromSeconds(30));

            var answer = await room.SendAsync(room.Second);
            if (goesOn)
            {
                room.GoOn();
                Assert.Equal(answer, await stopped);
            }

            Assert.False(answer is null || KeyedRequest.WasRefused(answer), $"stopped at step {stop}: {answer}");
            Assert.Equal(answer, await room.SendAsync(room.Second));
            Assert.Equal(wish is Wish.BookingOfHold ? 2 : 1, room.World.Events.Commits.Count);
            Assert.Equal(wish is Wish.Hold ? 0 : 1, room.World.ReadModels.Documents.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task Nobody_takes_over_before_the_lease_ends(Wish wish)
    {
        var steps = await StepsOfOneAsync(wish);
        for (var stop = 1; stop <= steps; stop++)
        {
            var room = await Room.OpenAsync(wish, stop);
            _ = room.SendAsync(room.First);
            room.World.Pass(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
            var begun = room.IdempotencyResult;

            var answer = await room.SendAsync(room.Second);

            Assert.True((answer is null) == (begun is { Answer: null }), $"stopped at step {stop}: {answer}");
            Assert.True(answer is null || !KeyedRequest.WasRefused(answer), $"stopped at step {stop}: {answer}");
        }
    }

    private static async Task<int> StepsOfOneAsync(Wish wish)
    {
        var room = await Room.OpenAsync(wish, int.MaxValue);
        Assert.True(room.SendAsync(room.First).IsCompletedSuccessfully);
        return room.Taken;
    }

    /// <summary>Two instances on one store. The first one stops at its n-th step.</summary>
    private sealed class Room
    {
        private readonly TaskCompletionSource _go = new();
        private KeyedRequest _request = new KeyedBooking("key", User, Slot);
        private string? _earlier;

        private Room(int stop)
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

        public static async Task<Room> OpenAsync(Wish wish, int stop)
        {
            var room = new Room(stop);
            var hold = new KeyedHold("hold", User, Slot);
            if (wish is Wish.BookingOfHold)
            {
                var held = await hold.SendAsync(room.Second, room.World);
                room._earlier = room.World.IdempotencyRecords.Keys.Single();
                room._request = new KeyedBookingOfHold("key", User, HoldId.TryParse(held!)!.Value);
            }
            else if (wish is Wish.Hold)
            {
                room._request = hold;
            }

            return room;
        }

        public Task<string?> SendAsync(Node node) => _request.SendAsync(node, World);

        public void GoOn() => _go.SetResult();
    }
}
