using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.EmailChanges;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Tests.Users.EmailChanges;

/// <summary>Ada, who asked for another address, and any number of instances, which a test can stop between any two effects.</summary>
internal sealed class EmailChangeFixture
{
    public const string Old = "ada@example.com", Next = "ada@next.example";
    private const string AdasPassword = "password of ada", BobsPassword = "password of bob";
    private readonly World _world = new(new Random(16), PlantedBug.None);
    private readonly Node _observer;
    private UserId _ada;
    private string _token = "";

    private EmailChangeFixture() => _observer = NewInstance(_ => Task.CompletedTask);

    public static async Task<EmailChangeFixture> OpenAsync()
    {
        var fixture = new EmailChangeFixture();
        fixture._ada = (await fixture.RegisterAsync(fixture._observer, Old, AdasPassword))!.Id;
        await fixture.RequestAsync();
        fixture.Pass();
        return fixture;
    }

    public Node NewInstance(Func<string, Task> step) => new(_world, (_, name) => step(name));

    /// <summary>Asks for the change again, with another link.</summary>
    public async Task RequestAsync()
    {
        var context = Context();
        var request = new RequestEmailChange(_ada, new SessionId(_world.Next()), EmailAddress.TryParse(Next)!, AdasPassword);
        Assert.Null((await _observer.Get<RequestEmailChangeHandler>().HandleAsync(request, context, CancellationToken.None)).Refusal);
        _token = _observer.Get<LinkTokens>().Create(LinkPurpose.ChangeEmail, _ada, context.CommitId.Value);
    }

    /// <summary>Lets more time pass than a claim is protected for.</summary>
    public void Pass() => _world.Pass(AddressReservation.Lease.ToTimeSpan() + TimeSpan.FromSeconds(1));

    /// <summary>Follows the newest link. Returns whether the change is done.</summary>
    public async Task<bool> ConfirmAsync(Node node) =>
        (await node.Get<ConfirmEmailChangeHandler>().HandleAsync(_token, AdasPassword, Context(), CancellationToken.None)).Refusal is null;

    /// <summary>Registers Bob with the address that Ada wants. Returns whether he got it.</summary>
    public async Task<bool> RegisterBobAsync(Node node) => await RegisterAsync(node, Next, BobsPassword) is not null;

    /// <summary>Asserts that Ada signs in with exactly one of both addresses, and that at most one account has the new one.</summary>
    public async Task AssertConsistentAsync(string when)
    {
        var (old, next, bob) = (await SignsInAsync(Old, AdasPassword), await SignsInAsync(Next, AdasPassword), await SignsInAsync(Next, BobsPassword));
        Assert.True(old != next, $"{when}: the old address works: {old}, the new one: {next}");
        Assert.False(next && bob, $"{when}: two accounts have the new address");
    }

    /// <summary>How many registered accounts have the new address by their events.</summary>
    public async Task<int> CountHoldersAsync()
    {
        var node = NewInstance(_ => Task.CompletedTask);
        var (address, holders) = (await node.Get<AddressLookup>().HashAsync(EmailAddress.TryParse(Next), CancellationToken.None), 0);
        foreach (var stream in await node.Get<IEventStore>().ListStreamsAsync(null, 100, CancellationToken.None))
        {
            if (stream.Stream.Category == User.Category
                && await node.Get<AddressLookup>().FindAsync(new UserId(Guid.Parse(stream.Stream.Id)), CancellationToken.None) is { } account
                && await node.Get<AddressLookup>().HasAsync(account, address, CancellationToken.None))
            {
                holders++;
            }
        }

        return holders;
    }

    private async Task<bool> SignsInAsync(string address, string password) =>
        (await _observer.Get<SignInHandler>().HandleAsync(new SignIn(address, password), Context(), CancellationToken.None)).Refusal is null;

    private async Task<RegisteredUser?> RegisterAsync(Node node, string address, string password)
    {
        var register = new RegisterUser(EmailAddress.TryParse(address)!, "Somebody", password);
        var outcome = await node.Get<RegisterUserHandler>().HandleAsync(register, Context(), CancellationToken.None);
        return outcome.IsRefused(out _, out var registered) ? null : registered;
    }

    private CommandContext Context() => new(new CommitId(_world.Next()), _world.Now(), null, "test");
}
