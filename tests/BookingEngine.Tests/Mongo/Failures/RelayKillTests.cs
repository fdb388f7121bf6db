using BookingEngine.Bookings;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace BookingEngine.Tests.Mongo.Failures;

/// <summary>The relay is killed before and after each of its steps, loses its resume token, or gets damaged message sequences. Every event still
/// arrives.</summary>
public sealed class RelayKillTests
{
    private static readonly Instant Start = Instant.FromUtc(2035, 1, 1, 0, 0);

    public static TheoryData<string> Engines => [.. MongoEngine.StandIns.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_relay_crash_between_any_two_steps_loses_nothing(string engine)
    {
        int steps;
        await using (var complete = await RelayFixture.BeginAsync(MongoEngine.Unthrottled(engine)))
        {
            steps = await complete.RelayKilledAtAsync(int.MaxValue);
        }

        for (var killedAt = 1; killedAt <= steps; killedAt++)
        {
            await using var fixture = await RelayFixture.BeginAsync(MongoEngine.Unthrottled(engine));
            await fixture.RelayKilledAtAsync(killedAt);
            fixture.Clock.Advance(TimeSpan.FromMinutes(1)); // the lease of the killed relay has ended
            await fixture.Node.Get<Relay>().RunAsync(CancellationToken.None);
            Assert.True(await fixture.ProjectAllAsync() > 0, $"killed at step {killedAt}: nothing was relayed");
            await fixture.AssertAllArriveAsync($"killed at step {killedAt}");
        }

        Assert.InRange(steps, 10, 100);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_lost_resume_token_is_noticed_and_a_full_sweep_recovers(string engine)
    {
        await using var fixture = await RelayFixture.BeginAsync(MongoEngine.Unthrottled(engine));
        await fixture.Node.Get<Relay>().RunAsync(CancellationToken.None);
        await fixture.BookAsync(5, 3);
        fixture.Deployment.StandIn!.Data.LoseHistory();
        fixture.Deployment.StandIn.StartsAtPresentAfterFailover = true;
        await fixture.Node.Get<Relay>().RunAsync(CancellationToken.None);
        await fixture.AssertAllArriveAsync("token lost");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Duplicated_shuffled_and_dropped_messages_are_all_handled(string engine)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var random = new Random(seed);
            await using var fixture = await RelayFixture.BeginAsync(MongoEngine.Unthrottled(engine));
            await fixture.BookAsync(5, 8);
            await fixture.Node.Get<Relay>().RunAsync(CancellationToken.None);
            var messages = fixture.Queue.TakeAdvances().Where(_ => random.Next(10) > 0).ToList();
            messages.AddRange([.. messages]);
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(messages));
            await Task.WhenAll(messages.Select(m => Task.Run(() => fixture.Node.ProjectAsync(m))));
            await fixture.AssertAllArriveAsync($"seed {seed}");
        }
    }

    private sealed class RelayFixture(MongoDeployment deployment, FakeTimeProvider clock) : IAsyncDisposable
    {
        private readonly List<Booking> _booked = [];

        public MongoDeployment Deployment => deployment;

        public FakeTimeProvider Clock => clock;

        public OpenQueue Queue { get; } = new();

        public MongoNode Node { get; private set; } = null!;

        /// <summary>A relay that has a position, and some later bookings.</summary>
        public static async Task<RelayFixture> BeginAsync(MongoEngine engine)
        {
            var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
            var fixture = new RelayFixture(new MongoDeployment(engine, clock), clock);
            fixture.Node = fixture.NewNode(_ => { });
            await fixture.Node.Get<Relay>().RunAsync(CancellationToken.None);
            await fixture.Node.Get<Sweep>().RunAsync(CancellationToken.None);
            await fixture.BookAsync(0, 3);
            return fixture;
        }

        public async Task BookAsync(int first, int count)
        {
            for (var i = first; i < first + count; i++)
            {
                Clock.Advance(TimeSpan.FromSeconds(1));
                var outcome = await Node.BookAsync(new UserId(new Guid(i + 1, 0, 0, new byte[8])), Start + (Duration.FromMinutes(30) * i));
                Assert.False(outcome.IsRefused(out _, out var booking));
                _booked.Add(booking);
            }
        }

        /// <summary>Runs a relay that is killed before or after its nth step. Returns the number of completed steps.</summary>
        public async Task<int> RelayKilledAtAsync(int step)
        {
            var taken = 0;
            Task Step(string name) => ++taken == step ? throw new KilledException() : Task.CompletedTask;
            await using var killed = NewNode(services => KillablePorts.Register(services, Step));
            try
            {
                await killed.Get<Relay>().RunAsync(CancellationToken.None);
            }
            catch (KilledException)
            {
                // Like a process that has ended: none of its work continues.
            }

            return taken;
        }

        public async Task<int> ProjectAllAsync()
        {
            var messages = Queue.TakeAdvances();
            foreach (var message in messages)
            {
                await Node.ProjectAsync(message);
            }

            return messages.Count;
        }

        public async Task AssertAllArriveAsync(string name)
        {
            await ProjectAllAsync();
            await Node.Get<Sweep>().RunAsync(CancellationToken.None);
            await ProjectAllAsync();
            var findings = await NodeInvariants.FindingsAsync(Node, _booked);
            Assert.True(findings.Count == 0, $"{name}: {string.Join("; ", findings)}");
        }

        public async ValueTask DisposeAsync()
        {
            await Node.DisposeAsync();
            await deployment.DisposeAsync();
        }

        private MongoNode NewNode(Action<IServiceCollection> replace) => new(deployment.Store, Queue, Clock, replace);
    }
}
