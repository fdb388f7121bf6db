using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Users;
using BookingEngine.Users.Roles;

namespace BookingEngine.BookingMails;

/// <summary>A mail to the staff of a booking's resources, one to each person. It has no manage link.</summary>
public sealed class StaffMail(MailKind kind, BookingMailWriter bookings, BookingContacts contacts, AggregateLoader loader) : IMailTemplate
{
    public MailKind Kind => kind;

    public string Handler => BookingMailWriter.Handler;

    // Who loses a booking to another resource is told as of a cancellation.
    public bool AppliesTo(IDomainEvent domainEvent) =>
        (BookingMailKinds.OfStaff(domainEvent) == kind && !domainEvent.IsToldByAnother) || (kind == MailKinds.StaffCancelled && MayTakeAway(domainEvent));

    public async Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var team = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State;
        var staff = team.Members.Where(member => team.IsActive(member.Key) && !member.Value.ResourceIds.IsEmpty).ToList();
        if (staff.Count == 0)
        {
            return [];
        }

        var (before, after) = await ResourcesAsync(recorded, cancellation);
        return [.. staff.Where(member => IsFor(member.Value.ResourceIds, before, after, recorded.Event)).Select(member => $"{member.Key}").Order(StringComparer.Ordinal)];
    }

    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        if (await bookings.ReadAsync(recorded, cancellation) is not { } story)
        {
            return ComposedMail.Waiting;
        }

        var staff = delivery.Key!.Recipient;
        if (await contacts.FindCustomerAsync(story.Now, cancellation) is not { } customer
            || (await contacts.FindUserAsync(new UserId(Guid.Parse(staff)), cancellation))?.ToRecipient([]) is not { } to)
        {
            return ComposedMail.Unneeded;
        }

        var before = await bookings.FindEarlierAsync(story, BookingMailKinds.OfStaff, _ => staff, cancellation);
        var told = kind == MailKinds.StaffCancelled && MayTakeAway(recorded.Event) ? story.Lost() : story;
        return before.AreOnTheirWay
            ? ComposedMail.Waiting
            : await bookings.WriteAsync(kind, delivery, told, to, before, customer.Name, cancellation);
    }

    private bool IsFor(ImmutableArray<ResourceId> own, ImmutableArray<ResourceId> before, ImmutableArray<ResourceId> after, IDomainEvent domainEvent) =>
        kind == MailKinds.StaffCancelled && MayTakeAway(domainEvent)
            ? own.Any(before.Contains) && !own.Any(after.Contains)
            : own.Any(after.Contains);

    // Whether the booking may have left a resource.
    private static bool MayTakeAway(IDomainEvent domainEvent) => domainEvent is BookingMovedAway or BookingRescheduled { Resources: not null };

    private async Task<(ImmutableArray<ResourceId> Before, ImmutableArray<ResourceId> After)> ResourcesAsync(
        RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is BookingMovedAway away)
        {
            return ([new ResourceId(recorded.Stream.Id)], [away.To]);
        }

        var story = await bookings.ReadAsync(recorded, cancellation) ?? throw new BookingNotReadException();
        return ([.. (story.Before ?? story.After).ResourceIds], [.. story.After.ResourceIds]);
    }
}
