using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.BookingLimits;

/// <summary>A booking with a limit of one, killed between any two steps.</summary>
public sealed class KilledClaimTests
{
    private static readonly UserId User = new(Guid.CreateVersion7());
    private static readonly Instant Nine = Instant.FromUtc(2031, 1, 1, 9, 0);
    private static readonly Service Limited = DefaultCatalogue.InitialService with { Id = new ServiceId("limited"), Limits = new CustomerLimits(1, null) };

    public static TheoryData<bool> Pipelines => [false, true];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task A_crash_at_any_step_leaves_one_booking_within_the_limit(bool pipelineRuns)
    {
        var steps = await StepsOfOneAsync();
        Assert.True(steps >= 8, $"A booking has {steps} steps only.");
        for (var stop = 1; stop <= steps; stop++)
        {
            var fixture = await Fixture.OpenAsync(stop);
            var stopped = fixture.First.BookAsync(fixture.World, Nine);
            Assert.False(stopped.IsCompleted, $"It did not stop at step {stop}.");
            fixture.World.Pass(TimeSpan.FromMinutes(1));
            if (pipelineRuns)
            {
                await fixture.RunPipelineAsync();
                Assert.Equal(fixture.Bookings, await fixture.ClaimsAsync());
            }

            var again = await fixture.Second.BookAsync(fixture.World, Nine + Duration.FromHours(1));

            Assert.Equal((1, 1), (fixture.Bookings, await fixture.ClaimsAsync()));
            Assert.True(again.Refusal is null or { Code: "limit_reached" }, $"stopped at step {stop}: {again.Refusal}");
        }
    }

    private static async Task<int> StepsOfOneAsync()
    {
        var fixture = await Fixture.OpenAsync(int.MaxValue);
        Assert.Null((await fixture.First.BookAsync(fixture.World, Nine)).Refusal);
        return fixture.Taken;
    }

    /// <summary>Two instances on one store. The first one stops at its n-th step.</summary>
    private sealed class Fixture
    {
        private Fixture(int stop)
        {
            First = new Instance(World, (_, _) => ++Taken == stop ? new TaskCompletionSource().Task : Task.CompletedTask);
            Second = new Instance(World, (_, _) => Task.CompletedTask);
        }

        public World World { get; } = new(new Random(1), PlantedBug.None);

        public Instance First { get; }

        public Instance Second { get; }

        public int Taken { get; private set; }

        public int Bookings => World.Events.Commits.Count(c => c.Events is [{ Type: "booking-made.v1" }]);

        public static async Task<Fixture> OpenAsync(int stop)
        {
            var fixture = new Fixture(stop);
            var context = new CommandContext(new CommitId(fixture.World.Next()), fixture.World.Now(), null, "test");
            Assert.Null((await fixture.Second.Node.Get<CreateServiceHandler>().HandleAsync(new CreateService(Limited), context, CancellationToken.None)).Refusal);
            return fixture;
        }

        public async Task<int> ClaimsAsync() =>
            (await Second.Node.Get<AggregateLoader>().RefreshAsync<CustomerClaims>(CustomerClaims.StreamOf(User), CancellationToken.None)).State.Claims.ById.Count;

        public Task RunPipelineAsync() => ClaimPipeline.RunAsync(Second.Node, World, User);
    }

    private sealed class Instance(World world, Func<Node, string, Task> step)
    {
        public Node Node { get; } = new(world, step);

        public Task<Outcome<Booking>> BookAsync(World at, Instant slot) => Node.Get<BookSlotHandler>().HandleAsync(
            new BookSlot(User, Limited, slot), new CommandContext(new CommitId(at.Next()), at.Now(), null, "test"), CancellationToken.None);
    }
}
