using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Idempotency;

/// <summary>An attempt that stands still between any two of its steps (to begin, load, append, show, answer), and another instance that takes
/// over. The first is either dead, or goes on when all is over.</summary>
public sealed class KilledAttemptTests
{
    private static readonly UserId User = new(Guid.CreateVersion7());
    private static readonly KeyedRequest Request = new("key", User, Instant.FromUtc(2031, 1, 1, 9, 0));
    private static readonly int Steps = StepsOfOne();

    public static TheoryData<bool> Ends => [false, true];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Wherever_it_stops_there_is_one_booking_and_one_answer(bool goesOn)
    {
        Assert.True(Steps >= 10, $"An attempt has {Steps} steps only.");
        for (var stop = 1; stop <= Steps; stop++)
        {
            var room = new Room(stop);
            var stopped = Request.SendAsync(room.First, room.World);
            Assert.False(stopped.IsCompleted, $"It did not stop at step {stop}.");
            room.World.Pass(TimeSpan.FromSeconds(30));

            var answer = await Request.SendAsync(room.Second, room.World);
            if (goesOn)
            {
                room.GoOn();
                Assert.Equal(answer, await stopped);
            }

            Assert.False(answer is null || KeyedRequest.WasRefused(answer), $"stopped at step {stop}: {answer}");
            Assert.Equal(answer, await Request.SendAsync(room.Second, room.World));
            Assert.Single(room.World.Events.Commits);
            Assert.Single(room.World.ReadModels.Documents);
        }
    }

    [Fact]
    public async Task Before_the_lease_is_over_nobody_takes_over()
    {
        for (var stop = 1; stop <= Steps; stop++)
        {
            var room = new Room(stop);
            _ = Request.SendAsync(room.First, room.World);
            room.World.Pass(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
            var begun = room.World.IdempotencyRecords.Values.SingleOrDefault();

            var answer = await Request.SendAsync(room.Second, room.World);

            Assert.True((answer is null) == (begun is { Answer: null }), $"stopped at step {stop}: {answer}");
            Assert.True(answer is null || !KeyedRequest.WasRefused(answer), $"stopped at step {stop}: {answer}");
        }
    }

    private static int StepsOfOne()
    {
        var room = new Room(int.MaxValue);
        Assert.True(Request.SendAsync(room.First, room.World).IsCompletedSuccessfully);
        return room.Taken;
    }

    /// <summary>Two instances on one store. The first stops at its n-th step.</summary>
    private sealed class Room
    {
        private readonly TaskCompletionSource _go = new();

        public Room(int stop)
        {
            World = new World(new Random(1), PlantedBug.None);
            First = new Node(World, (_, _) => ++Taken == stop ? _go.Task : Task.CompletedTask);
            Second = new Node(World, (_, _) => Task.CompletedTask);
        }

        public World World { get; }

        public Node First { get; }

        public Node Second { get; }

        public int Taken { get; private set; }

        public void GoOn() => _go.SetResult();
    }
}
