using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Lists;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Erasure;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Administration;
using BookingEngine.Users.EmailChanges;
using BookingEngine.Users.Roles;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Tests.Erasure;

/// <summary>Ada, who has bookings, a session, a waiting mail and two claimed addresses, and any number of instances, which a test can stop between
/// any two effects.</summary>
internal sealed class ErasureFixture
{
    private const string Address = "ada@example.com", Next = "ada@next.example", Password = "password of ada";
    private static readonly Instant Ten = Instant.FromUtc(2030, 2, 1, 10, 0);
    private readonly World _world = new(new Random(17), PlantedBug.None);
    private readonly Node _observer;
    private UserId _ada, _admin;

    private ErasureFixture() => _observer = NewInstance(_ => Task.CompletedTask);

    public static async Task<ErasureFixture> OpenAsync(bool isAdmin = false)
    {
        var fixture = new ErasureFixture();
        fixture._admin = await fixture.RegisterAsync("root@example.com", "password of root");
        fixture._ada = await fixture.RegisterAsync(Address, Password);
        foreach (var admin in isAdmin ? [fixture._admin, fixture._ada] : new[] { fixture._admin })
        {
            await fixture._observer.Get<CommandExecutor>().ExecuteAsync<Team>(
                Team.Stream, fixture.Context(), _ => Decision.Of(new RoleChanged(admin, Role.Admin, null, null)), CancellationToken.None);
        }

        foreach (var slot in new[] { Ten, Ten + Duration.FromHours(1) })
        {
            await fixture.BookAsync(slot);
        }

        await fixture.SignInAsync();
        var change = new RequestEmailChange(fixture._ada, new SessionId(fixture._world.Next()), EmailAddress.TryParse(Next)!, Password);
        Assert.Null((await fixture._observer.Get<RequestEmailChangeHandler>().HandleAsync(change, fixture.Context(), CancellationToken.None)).Refusal);
        await fixture._observer.Get<AddressReservation>().TryClaimAsync(EmailAddress.TryParse(Next)!, fixture._ada, fixture.Context(), CancellationToken.None);
        await fixture.RunPipelineAsync(fixture._observer);
        Assert.Contains(fixture._world.Deliveries.Values, d => d.State is DeliveryState.Pending);
        return fixture;
    }

    public Node NewInstance(Func<string, Task> step) => new(_world, (_, name) => step(name));

    public bool IsDecided => _world.Events.Commits.SelectMany(c => c.Events).Any(e => e.Type is "user-erased.v1" or "team-member-erased.v1");

    public Task<Outcome<UserId>> EraseAsync(Node node) => node.Get<EraseUserHandler>().HandleAsync(
        new EraseUser(_ada, new Administrator(_admin, "203.0.113.7")), Context(), CancellationToken.None);

    public Task<Outcome<Booking>> BookAsync(Instant slot, string? details = null) => _observer.Get<BookSlotHandler>().HandleAsync(
        new BookSlot(_ada, DefaultCatalogue.InitialService, slot) { Details = details }, Context(), CancellationToken.None);

    public async Task LookAgainAsync() => Assert.True(await _observer.Get<SecondLookHandler>().TryHandleAsync(_ada.Stream.Value, CancellationToken.None));

    /// <summary>Runs what the sweep queues: every stream, each handler after its position.</summary>
    public async Task RunPipelineAsync(Node node)
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var stream in _world.Events.Commits.Select(c => c.Stream).Distinct().ToList())
            {
                var advanced = new StreamAdvanced(stream, _world.Events.Commits.Last(c => c.Stream == stream).Version);
                await node.Get<Projector>().ProjectAsync(advanced, CancellationToken.None);
                await node.Get<EventDispatcher>().HandleAsync(advanced, CancellationToken.None);
            }
        }
    }

    /// <summary>Asserts that nothing has begun: Ada is as she was.</summary>
    public async Task AssertUntouchedAsync(string when)
    {
        Assert.Equal((when, 2), (when, await CountAheadAsync()));
        Assert.Equal((when, true, true), (when, _world.Keys.ContainsKey(_ada.ToString()), await SignInAsync()));
    }

    /// <summary>Asserts that everything has ended, once.</summary>
    public async Task AssertErasedAsync(string when)
    {
        Assert.Equal((when, 0), (when, await CountAheadAsync()));
        Assert.Equal((when, 0), (when, _world.Sessions.Values.Count(s => s.UserId == _ada)));
        Assert.Equal((when, 0), (when, _world.Deliveries.Values.Count(d => d.Stream == _ada.Stream && d.State is DeliveryState.Pending)));
        Assert.Equal((when, 0), (when, _world.Claims.Values.Count(c => c.UserId == _ada)));
        Assert.Equal((when, false), (when, _world.Keys.ContainsKey(_ada.ToString())));
        Assert.Equal((when, 1), (when, CountEvents("user-erased.v1")));
        Assert.Equal((when, 1), (when, CountEvents("person-erased.v1")));
        Assert.False((await _observer.Get<AggregateLoader>().RefreshAsync<Team>(Team.Stream, CancellationToken.None)).State.Knows(_ada));
        Assert.Equal((when, false), (when, await SignInAsync()));
        Assert.NotEqual(_ada, await RegisterAsync(Address, "another password"));
        Assert.NotEqual(_ada, await RegisterAsync(Next, "another password"));
    }

    public async Task<int> CountAheadAsync()
    {
        var listed = await _observer.Get<ListBookingsHandler>().HandleAsync(new ListBookings(_ada, null, null), CancellationToken.None);
        return listed.IsRefused(out _, out var page) ? -1 : page.Bookings.Count(b => b.IsActive);
    }

    private int CountEvents(string type) => _world.Events.Commits.SelectMany(c => c.Events).Count(e => e.Type == type);

    private async Task<UserId> RegisterAsync(string address, string password)
    {
        var register = new RegisterUser(EmailAddress.TryParse(address)!, "Somebody", password);
        var outcome = await _observer.Get<RegisterUserHandler>().HandleAsync(register, Context(), CancellationToken.None);
        Assert.False(outcome.IsRefused(out var refusal, out var registered), refusal?.Code);
        return registered.Id;
    }

    private async Task<bool> SignInAsync() =>
        (await _observer.Get<SignInHandler>().HandleAsync(new SignIn(Address, Password, "a browser"), Context(), CancellationToken.None)).Refusal is null;

    private CommandContext Context() => new(new CommitId(_world.Next()), _world.Now(), null, "test");
}
