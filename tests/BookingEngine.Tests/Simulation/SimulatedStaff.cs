using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Complete;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Times;
using BookingEngine.Users;

namespace BookingEngine.Tests.Simulation;

/// <summary>A member of staff who approves, declines and moves bookings, also with overrides, and finally records outcomes.</summary>
/// <param name="operations">The number of operations.</param>
/// <param name="atTheEnd">Whether the bookings have started.</param>
public sealed class SimulatedStaff(World world, string name, int operations, bool atTheEnd) : IPerson
{
    private static readonly Actor Actor = new(new UserId(new Guid(99, 0, 0, new byte[8])), Role.Admin);
    private int _operations;

    public bool IsDone => _operations >= operations;

    public Node? ServedBy { get; private set; }

    public async Task ContinueAsync(Node node)
    {
        ServedBy = node;
        while (!IsDone)
        {
            var correlation = $"{name} operation {++_operations}";
            await World.ReadRepeatedlyAsync(node, 20);
            if (world.Bookings.Count == 0)
            {
                continue;
            }

            var booking = world.Bookings[world.Random.Next(world.Bookings.Count)];
            var (kind, run) = atTheEnd ? Close(node, booking, correlation) : Change(node, booking, correlation);
            if (await World.AnswerOfAsync(run) is { } outcome)
            {
                var refusal = outcome.IsRefused(out var why, out var answer) ? why.Code : null;
                world.Operations.Add(new SimulatedOperation(correlation, kind, booking.Value, answer, refusal));
            }
        }
    }

    private (OperationKind Kind, Func<Task<Outcome<Booking>>> Run) Change(Node node, BookingId booking, string correlation) => world.Random.Next(6) switch
    {
        0 => (OperationKind.Decline, () => Decide(node, booking, correlation, isApproved: false)),
        < 4 => (OperationKind.Approve, () => Decide(node, booking, correlation, isApproved: true)),
        _ => (OperationKind.Reschedule, () => node.Get<RescheduleBookingHandler>().HandleAsync(
            new RescheduleBooking(
                booking, Actor, new SlotInput(default, SimulatedTenant.SlotAt(world.Random.Next(SimulatedTenant.SlotsInDemand))),
                SimulatedTenant.Resources[world.Random.Next(SimulatedTenant.Resources.Length)], IsOverride: world.Random.Next(3) == 0),
            Context(correlation), CancellationToken.None)),
    };

    private (OperationKind Kind, Func<Task<Outcome<Booking>>> Run) Close(Node node, BookingId booking, string correlation)
    {
        var isNoShow = world.Random.Next(2) != 0;
        return (isNoShow ? OperationKind.Miss : OperationKind.Complete, () => node.Get<RecordOutcomeHandler>().HandleAsync(
            new RecordOutcome(booking, Actor, isNoShow), Context(correlation), CancellationToken.None));
    }

    private Task<Outcome<Booking>> Decide(Node node, BookingId booking, string correlation, bool isApproved) =>
        node.Get<DecidePendingHandler>().HandleAsync(new DecidePending(booking, Actor, isApproved), Context(correlation), CancellationToken.None);

    private CommandContext Context(string correlation) => new(new CommitId(world.Next()), world.Now(), Actor.UserId.ToString(), correlation);
}
