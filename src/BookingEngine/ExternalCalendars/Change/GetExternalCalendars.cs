using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;

namespace BookingEngine.ExternalCalendars.Change;

/// <summary>An external calendar as people may see it.</summary>
/// <param name="State">Null while it is not stored yet.</param>
public sealed record ShownExternalCalendar(ExternalCalendarId Id, string Host, string? Name, FeedState? State);

/// <param name="Version">Their ETag.</param>
public sealed record ShownExternalCalendars(ImmutableArray<ShownExternalCalendar> Calendars, int Version);

/// <summary>Shows the external calendars of a resource, each with its host only.</summary>
public sealed class GetExternalCalendarsHandler(CalendarReader calendars, BookingAccess access, FeedSecrets secrets, IFeedStates states)
{
    public async Task<Outcome<ShownExternalCalendars>> HandleAsync(ResourceId resource, Actor actor, CancellationToken cancellation) =>
        await calendars.FindNewestAsync(resource, cancellation) is not { State: var calendar } ? CatalogueRefusals.NotFound
            : !await access.CanManageAsync(actor, [resource], cancellation) ? BookingRefusals.StaffOnly
            : await ShowAsync(resource, calendar.ExternalCalendars, cancellation);

    /// <summary>Omits those whose person was erased meanwhile.</summary>
    public async Task<ShownExternalCalendars> ShowAsync(ResourceId resource, ExternalCalendarList list, CancellationToken cancellation)
    {
        if (list.Calendars.IsEmpty)
        {
            return new ShownExternalCalendars([], list.Version);
        }

        var known = await secrets.DecryptAsync(list.Calendars, cancellation);
        var found = await states.ListAsync(resource, cancellation);
        return new ShownExternalCalendars(
            [
                .. from calendar in list.Calendars
                   let secret = known.GetValueOrDefault(calendar.Feed)
                   where secret is not null
                   select new ShownExternalCalendar(calendar.Id, secret.Host, secret.Name, found.FirstOrDefault(state => state.Id == calendar.Feed)),
            ],
            list.Version);
    }
}
