using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Sessions;
using BookingEngine.Waitlist;

namespace BookingEngine.Tests.Simulation;

/// <summary>The invariants at the end of every history. Each finding is a broken invariant.</summary>
public sealed class Invariants(History history)
{
    private readonly List<string> _findings = [];
    private readonly EventCatalogue _catalogue = history.Observer.Get<EventCatalogue>();

    public IReadOnlyList<string> Check()
    {
        CheckBookings();
        CheckAnswers();
        CheckStored();
        CheckMails();
        CheckRegistrations();
        return _findings;
    }

    /// <summary>The invariants of every kind of history.</summary>
    public IReadOnlyList<string> CheckStored()
    {
        CheckStreams();
        CheckReadModels();
        CheckSnapshots();
        return _findings;
    }

    private IEnumerable<RecordedEvent> Events => history.World.Events.Commits.SelectMany(_catalogue.Read);

    private void CheckStreams()
    {
        foreach (var stream in Events.GroupBy(e => e.Stream))
        {
            var versions = stream.Select(e => e.Version).ToList();
            Expect(versions.SequenceEqual(Enumerable.Range(1, versions.Count).Select(v => (long)v)), $"{stream.Key}: versions are not 1, 2, 3, …");
        }
    }

    private void CheckBookings()
    {
        var booked = Events.Select(e => e.Event).OfType<BookingMade>().ToList();
        foreach (var slot in booked.GroupBy(b => b.Start).Where(g => g.Count() > 1))
        {
            _findings.Add($"the slot {slot.Key} is booked {slot.Count()} times");
        }

        foreach (var acknowledged in history.Customers.SelectMany(c => c.Acknowledged))
        {
            var times = booked.Count(b => b.BookingId == acknowledged.Id && b.Start == acknowledged.Slot && b.UserId == acknowledged.UserId);
            Expect(times == 1, $"the acknowledged booking {acknowledged.Id} is there {times} times");
        }

        var listed = history.World.ReadModels.Documents.Where(d => d.Key.Model == BookingsProjection.ModelName)
            .Select(d => BookingsProjection.Read(d.Value)).Select(b => b.Id).Order(ById);
        Expect(booked.Select(b => b.BookingId).Order(ById).SequenceEqual(listed), "the bookings listed are not the bookings made");
    }

    // A repeated request has one answer, and one booking or none as that answer says.
    private void CheckAnswers()
    {
        foreach (var request in history.Customers.SelectMany(c => c.Answers).GroupBy(a => a.Request, a => a.Answer))
        {
            var answers = request.Distinct().ToList();
            var commits = history.World.Events.Commits.Count(c => c.Metadata.CorrelationId == request.Key.Key);
            Expect(answers.Count == 1, $"the request {request.Key.Key} was answered: {string.Join(", then ", answers)}");
            Expect(commits == (KeyedRequest.WasRefused(answers[0]) ? 0 : 1), $"the request {request.Key.Key} was answered '{answers[0]}' and recorded {commits} times");
        }
    }

    // Every request got its mail unless a newer one superseded it. Two mails need a crash between the server's reply and its record.
    private void CheckMails()
    {
        var requested = Events.Count(e => e.Event is PasswordResetRequested);
        var settled = history.World.Deliveries.Values.Count(d => d is { Key: null, State: DeliveryState.Delivered or DeliveryState.Dropped });
        var delivered = history.World.Deliveries.Values.Count(d => d.State is DeliveryState.Delivered);
        var taken = history.World.AcceptedMails.Distinct().Count();
        Expect(history.World.Deliveries.Values.All(d => d.State is not DeliveryState.Pending), "a mail was never sent");
        Expect(history.World.Deliveries.Values.All(d => d.State is not DeliveryState.Failed), "a mail was given up");
        Expect(requested == settled, $"of {requested} requests to reset a password {settled} were answered by mail");
        Expect(taken >= delivered, $"{delivered} mails are noted as sent, but the server took {taken}");
        Expect(history.World.AcceptedMails.Count - taken <= history.InterruptedMails, "a mail was sent twice without a crash");
    }

    private void CheckReadModels()
    {
        RebuildProgress? compared = null;
        List<LaggingStream> lagging = [];
        history.Drive(
            [
                async () => compared = await history.Observer.Get<Rebuild>().CheckAsync(new SilentProgress(), CancellationToken.None),
                async () => lagging = await ToListAsync(history.Observer.Get<Sweep>().FindLaggingAsync(null, CancellationToken.None)),
            ],
            _ => { });
        Expect(compared!.Different == 0, $"{compared.Different} documents are not what the events say");
        var wentBack = history.World.ReadModels.DecreasedVersions;
        Expect(wentBack.Count == 0, $"documents went back: {string.Join(", ", wentBack)}");
        Expect(lagging.Count == 0, $"{lagging.Count} streams never reached their read models");
    }

    private void CheckSnapshots()
    {
        foreach (var snapshot in history.World.Snapshots.Newest.Values)
        {
            var expected = snapshot.Stream.Category switch
            {
                "calendar" => Fold<Calendar>(snapshot),
                "service" => Fold<CataloguedService>(snapshot),
                "waitlist" => Fold<ServiceWaitlist>(snapshot),
                "waiting" => Fold<CustomerPlaces>(snapshot),
                "customer" => Fold<CustomerClaims>(snapshot),
                _ => Fold<User>(snapshot),
            };
            Expect(snapshot.Json == expected, $"the snapshot of {snapshot.Stream} at {snapshot.Version} is not what the events say");
        }
    }

    private string Fold<TState>(Snapshot upTo)
        where TState : IAggregate<TState>
    {
        var commits = history.World.Events.Commits.FindAll(c => c.Stream == upTo.Stream && c.Version <= upTo.Version);
        var state = commits.SelectMany(_catalogue.Read).Aggregate(TState.InitialOf(upTo.Stream), (state, e) => state.Apply(e));
        return TState.Shape.Write(new StateAt<TState>(commits[^1].Id.Value, state));
    }

    // An address is never registered twice and never lost: a new registration succeeds, or a user has it and can sign in.
    private void CheckRegistrations()
    {
        foreach (var address in history.Customers.Select(c => c.Address).Distinct())
        {
            Outcome<RegisteredUser>? again = null;
            history.Drive([async () => again = await RegisterAsync(address)], _ => { });
            var users = history.Customers.Where(c => c.Address == address && c.WasRegistered).ToList();
            Expect(users.Count <= 1, $"{address} was registered {users.Count} times");
            Expect(again!.Refusal is not null || users.Count == 0, $"{address} was registered and could be registered again");
            Expect(again.Refusal is null || CanSignIn(address), $"{address} is refused although nobody can sign in with it");
        }
    }

    private Task<Outcome<RegisteredUser>> RegisterAsync(string address) => history.Observer.Get<RegisterUserHandler>().HandleAsync(
        new RegisterUser(EmailAddress.TryParse(address)!, "Last", "password of the last"), Context(), CancellationToken.None);

    private bool CanSignIn(string address)
    {
        var can = false;
        history.Drive(
            [
                async () =>
                {
                    foreach (var password in history.Customers.Where(c => c.Address == address).Select(c => c.Password))
                    {
                        var signedIn = await history.Observer.Get<SignInHandler>()
                            .HandleAsync(new SignIn(address, password), Context(), CancellationToken.None);
                        can |= signedIn.Refusal is null;
                    }
                },
            ],
            _ => { });
        return can;
    }

    private CommandContext Context() =>
        new(new CommitId(history.World.Next()), Ports.Clock.Now(history.World), null, "invariants");

    private static Comparer<BookingId> ById { get; } = Comparer<BookingId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> source)
    {
        List<T> items = [];
        await foreach (var item in source)
        {
            items.Add(item);
        }

        return items;
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            _findings.Add(otherwise);
        }
    }
}
