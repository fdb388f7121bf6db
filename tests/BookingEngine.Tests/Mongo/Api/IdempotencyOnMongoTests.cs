using BookingEngine.Bookings.Lists;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using BookingEngine.Tests.MongoStandIn;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Tests.Mongo.Api;

/// <summary>Requests with an <c>Idempotency-Key</c> on MongoDB and compatible servers.</summary>
public sealed class IdempotencyOnMongoTests
{
    private static readonly KeyedRequest Request = new KeyedBooking("key", new UserId(Guid.CreateVersion7()), Instant.FromUtc(2031, 1, 1, 9, 0));

    private static readonly Fault[] Kinds =
    [
        Fault.DropBeforeApplying, Fault.DropAfterApplying, Fault.NotWritablePrimary, Fault.Error(91), Fault.ErrorAfterApplying(), Fault.Throttle(5),
    ];

    public static TheoryData<string> Engines => [.. MongoEngine.StandIns.Select(e => e.Name)];

    public static TheoryData<string> EnginesOfFaults => [.. MongoEngine.OfFaults.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Case_29_of_10_concurrent_requests_one_books_and_later_ones_replay(string engine)
    {
        await using var api = await MongoApi.StartAsync(MongoEngine.Named(engine), hasPipeline: false);
        var (token, slot, key) = (await api.NewTokenAsync("ada@example.com"), People.NewSlot(), IdempotentCalls.NewKey());

        var answers = await RaceTests.AtOnceAsync(10, _ => api.SendAsync(IdempotentCalls.Book(token, slot, key)));

        var first = Assert.Single(answers, a => a.Status == 201 && a.Header("Idempotent-Replayed") is null);
        Assert.All(answers.Where(a => a != first && a.Status == 201), a => a.AssertReplayOf(first));
        Assert.All(answers.Where(a => a.Status != 201), a => a.AssertInUse());
        Assert.All(await RaceTests.AtOnceAsync(9, _ => api.SendAsync(IdempotentCalls.Book(token, slot, key))), a => a.AssertReplayOf(first));
        (await api.SendAsync(IdempotentCalls.Book(token, People.NewSlot(), key))).AssertReused();
        Assert.Equal($$"""{"bookings":[{{first.Text}}]}""", (await api.SendAsync(Call.Get("/bookings") with { Token = token })).Text);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_crash_at_any_step_is_taken_over_with_one_booking(string engine)
    {
        Action<FaultyPorts>[] stops = [p => p.BeforeAppend = p.Pause, p => p.AfterAppend = p.Pause, p => p.BeforeAnswer = p.Pause];
        await using var deployment = new MongoDeployment(MongoEngine.Named(engine));
        foreach (var stop in stops)
        {
            await using var fixture = new Fixture(deployment.Store.Client);
            stop(fixture.Ports);
            var slow = fixture.SendAsync(fixture.First);
            await fixture.Ports.Paused;
            fixture.Time.Advance(TimeSpan.FromSeconds(30));

            var answer = await fixture.SendAsync(fixture.Second);
            Assert.False(answer is null || KeyedRequest.WasRefused(answer), answer);
            fixture.Ports.Resume();
            Assert.Equal(answer, await slow);
            Assert.Equal(answer, await fixture.SendAsync(fixture.First));

            var listed = await fixture.Second.Get<ListBookingsHandler>().HandleAsync(new ListBookings(Request.User, null, null), CancellationToken.None);
            Assert.False(listed.IsRefused(out _, out var page));
            Assert.Equal(answer, Assert.Single(page.Bookings).ToString());
            Assert.Single(await fixture.Second.Get<IEventStore>().ReadAsync(StreamName.Parse("calendar-default"), 0, 10, CancellationToken.None));
        }
    }

    [Theory]
    [MemberData(nameof(EnginesOfFaults))]
    public async Task A_fault_at_any_command_leaves_one_booking_and_one_answer(string engine)
    {
        await using var deployment = new MongoDeployment(MongoEngine.Named(engine));
        var (client, undisturbed) = (deployment.ConnectForFaults(), new Faults(_ => Fault.None));
        await AssertOnceAsync(deployment.StandIn!, client, undisturbed, "undisturbed");
        Assert.InRange(undisturbed.Count, 6, 20);
        for (var nth = 1; nth <= undisturbed.Count; nth++)
        {
            foreach (var kind in Kinds)
            {
                await AssertOnceAsync(deployment.StandIn!, client, Faults.OnlyNth(nth, kind), $"{kind.Kind} at command {nth}");
            }
        }
    }

    private static async Task AssertOnceAsync(StandInServer server, MongoClient client, Faults faults, string name)
    {
        await using var fixture = new Fixture(client);
        await fixture.PrepareAsync();
        server.Faults = faults;
        var answer = await fixture.SendAsync(fixture.First);
        var again = await fixture.SendAsync(fixture.First);
        server.Faults = Faults.None;

        Assert.False(answer is null || KeyedRequest.WasRefused(answer), $"{name}: {answer}");
        Assert.Equal((answer, answer), (again, await fixture.SendAsync(fixture.Second)));
        Assert.Single(await fixture.Second.Get<IEventStore>().ReadAsync(StreamName.Parse("calendar-default"), 0, 10, CancellationToken.None));
    }

    /// <summary>Two instances on one new database. The first one has faulty ports.</summary>
    private sealed class Fixture : IAsyncDisposable
    {
        private readonly MongoStore _store;

        public Fixture(IMongoClient client)
        {
            _store = MongoDeployment.Open($"test_{Guid.CreateVersion7():N}", client);
            First = new MongoNode(_store, new OpenQueue(), Time, services => services
                .AddSingleton(Ports.On(new MongoEventStore(_store, NullLogger<MongoEventStore>.Instance)))
                .AddSingleton(Ports.On(new MongoIdempotencyRecords(_store))));
            Second = new MongoNode(_store, new OpenQueue(), Time);
        }

        public FakeTimeProvider Time { get; } = new(RunningApi.Start);

        public FaultyPorts Ports { get; } = new();

        public MongoNode First { get; }

        public MongoNode Second { get; }

        /// <summary>Creates the indexes of the database.</summary>
        public Task PrepareAsync() => _store.PrepareAsync(CancellationToken.None);

        public Task<string?> SendAsync(MongoNode node) =>
            Request.SendAsync(node.Services, Guid.CreateVersion7(), Time);

        public async ValueTask DisposeAsync()
        {
            await First.DisposeAsync();
            await Second.DisposeAsync();
        }
    }
}
