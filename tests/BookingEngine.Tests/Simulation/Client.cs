using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>A customer who registers, signs in, books, reads the booking and then recovers the password. After a crash of its node the result of the
/// request is unknown. The customer repeats a booking with the same idempotency key and replaces any other request by a new one.</summary>
public sealed class Client(World world, int number, string address) : IPerson
{
    private const int BookingTries = 3;
    private int _registrations, _bookings;
    private UserId? _user;
    private KeyedBooking? _pending;
    private TimeWatch? _watch;

    /// <summary>A user who is registered already.</summary>
    public UserId? KnownAs
    {
        init => _user = value;
    }

    public int SlotsInDemand { get; init; } = 5;

    /// <summary>How many seconds the client waits at most before it repeats a request. The time passes for everybody.</summary>
    public int LongestWait { get; init; } = 20;

    public string Address => address;

    public string Password { get; } = $"password of {number}";

    public bool IsDone { get; private set; }

    public Node? ServedBy { get; private set; }

    public bool WasRegistered { get; private set; }

    /// <summary>The acknowledged bookings, one entry for each acknowledgement.</summary>
    public List<Booking> Acknowledged { get; } = [];

    /// <summary>Every answer to a booking request.</summary>
    public List<(KeyedRequest Request, string Answer)> Answers { get; } = [];

    public async Task ContinueAsync(Node node)
    {
        ServedBy = node;
        while (!IsDone)
        {
            await (_user is null ? EnterAsync(node) : BookAsync(node));
        }
    }

    private async Task EnterAsync(Node node)
    {
        if (_registrations++ == 3)
        {
            IsDone = true;
            return;
        }

        var register = new RegisterUser(EmailAddress.TryParse(AddressInAnyCase())!, $"Name {number}", Password);
        var registered = await node.Get<RegisterUserHandler>().HandleAsync(register, Context(), CancellationToken.None);
        WasRegistered |= registered.Refusal is null;
        var signIn = new SignIn(AddressInAnyCase(), Password);
        var signedIn = await node.Get<SignInHandler>().HandleAsync(signIn, Context(), CancellationToken.None);
        _user = signedIn.IsRefused(out _, out var session) ? null : session.Session.UserId;
        if (WasRegistered && _user is null)
        {
            throw new InvalidOperationException($"{address} was registered and cannot sign in.");
        }
    }

    private async Task BookAsync(Node node)
    {
        if (_bookings++ >= BookingTries)
        {
            await node.Get<RecoverPasswordHandler>().HandleAsync(EmailAddress.TryParse(AddressInAnyCase())!, Context(), CancellationToken.None);
            IsDone = true;
            return;
        }

        _pending ??= new KeyedBooking($"{number} {_bookings}", _user!.Value, Instant.FromUtc(2031, 1, 1, 9, 0) + (Duration.FromMinutes(30) * world.Random.Next(SlotsInDemand)));
        _watch ??= world.Monitor.Watch(DefaultCatalogue.InitialService, [DefaultCatalogue.Resource], _pending.Slot, world.Now());
        var answer = await _pending.SendAsync(node, world);
        if (answer is null)
        {
            _bookings--;
            world.Pass(TimeSpan.FromSeconds(world.Random.Next(LongestWait)));
            return;
        }

        await CheckAsync(node, _pending, answer);
        if (world.Random.Next(3) != 0) // else the answer is lost, and the client repeats the request
        {
            world.Monitor.EndWatch(_watch);
            (_pending, _watch) = (null, null);
        }
    }

    private async Task CheckAsync(Node node, KeyedRequest request, string answer)
    {
        Answers.Add((request, answer));
        if (KeyedRequest.WasRefused(answer))
        {
            world.Monitor.CheckNewCommits();
            _ = answer == KeyedRequest.Taken && _watch!.WasAlwaysFree ? throw new InvalidOperationException($"{request.Key} was refused a time that was free.") : answer;
            return;
        }

        var listed = await node.Get<ListBookingsHandler>().HandleAsync(new ListBookings(_user!.Value, null, null), CancellationToken.None);
        Acknowledged.Add((listed.IsRefused(out _, out var page) ? [] : page.Bookings).SingleOrDefault(b => b.ToString() == answer)
            ?? throw new InvalidOperationException($"{address} does not see the booking right after it was acknowledged: {answer}"));
    }

    private CommandContext Context() => new(new CommitId(world.Next()), world.Now(), _user?.ToString(), $"client-{number}");

    // The same mailbox in random letter case.
    private string AddressInAnyCase() => world.Random.Next(2) == 0 ? address : address.ToUpperInvariant();
}
