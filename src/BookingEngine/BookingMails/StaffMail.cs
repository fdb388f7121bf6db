using BookingEngine.Aggregates;
using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Users;
using BookingEngine.Users.Roles;

namespace BookingEngine.BookingMails;

/// <summary>A mail to the staff of a booking's resource. It has no manage link.</summary>
public sealed class StaffMail(MailKind kind, BookingMailWriter bookings, BookingContacts contacts, AggregateLoader loader) : IMailTemplate
{
    public MailKind Kind => kind;

    public string Handler => BookingMailWriter.Handler;

    // Who loses a booking to another resource is told as of a cancellation.
    public bool AppliesTo(IDomainEvent domainEvent) =>
        (BookingMailKinds.OfStaff(domainEvent) == kind && !domainEvent.IsToldByAnother) || (kind == MailKinds.StaffCancelled && domainEvent is BookingMovedAway);

    public async Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var team = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State;
        return [.. team.Members.Keys.Where(user => team.IsActive(user) && IsFor(user, team, recorded)).Select(user => $"{user}").Order(StringComparer.Ordinal)];
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
        var told = kind == MailKinds.StaffCancelled && recorded.Event is BookingMovedAway ? story.Lost() : story;
        return before.AreOnTheirWay
            ? ComposedMail.Waiting
            : await bookings.WriteAsync(kind, delivery, told, to, before, customer.Name, cancellation);
    }

    private bool IsFor(UserId user, Team team, RecordedEvent recorded)
    {
        var resources = team.MemberOf(user).ResourceIds;
        var here = resources.Contains(new ResourceId(recorded.Stream.Id));
        return recorded.Event is not BookingMovedAway away ? here
            : kind == MailKinds.StaffCancelled ? here && !resources.Contains(away.To)
            : resources.Contains(away.To);
    }
}
