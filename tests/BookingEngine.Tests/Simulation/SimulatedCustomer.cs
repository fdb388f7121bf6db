using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Lists;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Holds;
using BookingEngine.Ports;
using BookingEngine.Tests.Bookings.Lists;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>A customer who books, holds, books or releases holds, reschedules and cancels at random. A request with a key is repeated until it has an
/// answer. After a crash the result of any other request is unknown.</summary>
public sealed class SimulatedCustomer(World world, int number) : RandomCustomer<KeyedRequest>(operations: 16)
{
    private readonly UserId _user = new(new Guid(number + 1, 0, 0, new byte[8]));
    private readonly List<Booking> _bookings = [];
    private readonly List<HoldId> _holds = [];
    private TimeWatch? _watch;

    protected override async Task NextAsync(Node node, int operation)
    {
        var correlation = $"customer {number} operation {operation}";
        switch (world.Random.Next(14))
        {
            case < 3:
                Pending = new KeyedBooking(correlation, _user, Slot()) { ServiceId = Service(), ResourceId = Resource() };
                break;
            case < 5:
                Pending = new KeyedHold(correlation, _user, Slot()) { ServiceId = Service(), Length = Duration.FromSeconds(world.Random.Next(5, SimulatedTenant.LongestHold)) };
                break;
            case 5 when _holds.Count > 0:
                Pending = new KeyedBookingOfHold(correlation, _user, Any(_holds));
                break;
            case 6 when _holds.Count > 0:
                await node.Get<ReleaseHoldHandler>().HandleAsync(new ReleaseHold(Any(_holds), _user), Context(correlation), CancellationToken.None);
                break;
            case 7 when _bookings.Count > 0:
                await CancelAsync(node, Any(_bookings), correlation);
                break;
            case > 7 when _bookings.Count > 0:
                await RescheduleAsync(node, Any(_bookings), correlation);
                break;
        }
    }

    protected override async Task SendAsync(Node node, KeyedRequest request)
    {
        _watch ??= Watch(request);
        if (await request.SendAsync(node, world) is not { } answer)
        {
            world.Pass(TimeSpan.FromSeconds(world.Random.Next(20)));
            return;
        }

        if (KeyedRequest.WasRefused(answer))
        {
            world.Monitor.CheckNewCommits();
            Expect(answer != KeyedRequest.Taken || _watch is not { WasAlwaysFree: true }, $"{request.Key} was refused a time that was free");
            var kind = request switch { KeyedBooking => OperationKind.Book, KeyedHold => OperationKind.Hold, _ => OperationKind.BookHold };
            world.Operations.Add(new SimulatedOperation(request.Key, kind, Guid.Empty, null, answer));
        }
        else if (request is KeyedHold)
        {
            _holds.Add(HoldId.TryParse(answer)!.Value);
            world.Operations.Add(new SimulatedOperation(request.Key, OperationKind.Hold, _holds[^1].Value, null, null));
        }
        else
        {
            var listed = (await ListAsync(node)).Where(b => answer.Contains($"{b.Id}", StringComparison.Ordinal)).ToList();
            Expect(listed.Count == 1, $"{answer} is listed {listed.Count} times right after it was answered");
            _bookings.Add(listed[0]);
            world.Bookings.Add(listed[0].Id);
            world.Operations.Add(new SimulatedOperation(request.Key, request is KeyedBooking ? OperationKind.Book : OperationKind.BookHold, listed[0].Id.Value, listed[0], null));
        }

        EndWatch();
        Pending = null;
    }

    // A group has places even while other groups of its resource are there, so only services with one place are watched.
    private TimeWatch? Watch(KeyedRequest request) =>
        request is KeyedBooking booking && SimulatedTenant.Services.Single(s => s.Id == booking.ServiceId) is { Capacity: 1 } service
            ? world.Monitor.Watch(service, booking.ResourceId is { } only ? [only] : service.ResourceIds, booking.Slot, world.Now())
            : null;

    private void EndWatch()
    {
        if (_watch is not null)
        {
            world.Monitor.EndWatch(_watch);
            _watch = null;
        }
    }

    private async Task CancelAsync(Node node, Booking booking, string correlation)
    {
        var command = new CancelBooking(booking.Id, new Actor(_user, Role.Customer));
        await NoteAsync(node, OperationKind.Cancel, booking, correlation, () => node.Get<CancelBookingHandler>().HandleAsync(command, Context(correlation), CancellationToken.None));
    }

    private async Task RescheduleAsync(Node node, Booking booking, string correlation)
    {
        var command = new RescheduleBooking(booking.Id, new Actor(_user, Role.Customer), new SlotInput(default, Slot()), Resource(), IsOverride: false);
        await NoteAsync(node, OperationKind.Reschedule, booking, correlation, () => node.Get<RescheduleBookingHandler>().HandleAsync(command, Context(correlation), CancellationToken.None));
    }

    private async Task NoteAsync(Node node, OperationKind kind, Booking booking, string correlation, Func<Task<Outcome<Booking>>> run)
    {
        if (await World.AnswerOfAsync(run) is not { } outcome)
        {
            return;
        }

        var refusal = outcome.IsRefused(out var why, out var answer) ? why.Code : null;
        world.Operations.Add(new SimulatedOperation(correlation, kind, booking.Id.Value, answer, refusal));
        _bookings.RemoveAll(b => b.Id == booking.Id && kind is OperationKind.Cancel);
        var isLast = IsLast(booking, correlation);
        var listed = (await ListAsync(node)).Where(b => b.Id == booking.Id).ToList();
        Expect(listed.Count == 1, $"after {correlation} ({kind}) the booking is listed {listed.Count} times");
        var shows = (listed[0].ResourceId, listed[0].Slot, listed[0].Status) == (answer?.ResourceId, answer?.Slot, answer?.Status);
        Expect(shows || refusal is not null || !isLast || !IsLast(booking, correlation), $"after {correlation} ({kind}) the booking is listed as {listed[0]}");
    }

    // Whether no one else has changed the booking since.
    private bool IsLast(Booking booking, string correlation)
    {
        world.Monitor.CheckNewCommits();
        return world.Monitor.EventsOf(booking.Id)[^1].Metadata.CorrelationId == correlation;
    }

    private Task<IReadOnlyList<Booking>> ListAsync(Node node) => ListedBookings.OfAsync(node.Get<ListBookingsHandler>(), _user);

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"customer {number}: {otherwise}");
        }
    }

    private CommandContext Context(string correlation) => new(new CommitId(world.Next()), world.Now(), _user.ToString(), correlation);

    private Instant Slot() => SimulatedTenant.SlotAt(world.Random.Next(SimulatedTenant.SlotsInDemand));

    private BookingEngine.Catalogue.ServiceId Service() => world.Random.Next(4) switch { 0 => SimulatedTenant.Group, 1 => SimulatedTenant.OnApproval, _ => SimulatedTenant.OnePlace };

    private BookingEngine.Catalogue.ResourceId? Resource() => world.Random.Next(4) is var n and < 3 ? SimulatedTenant.Resources[n] : null;

    private T Any<T>(List<T> of) => of[world.Random.Next(of.Count)];
}
