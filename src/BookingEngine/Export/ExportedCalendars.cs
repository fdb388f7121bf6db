using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Export;

/// <param name="Host">All that is shown of its address.</param>
/// <param name="Name">Null for none.</param>
public sealed record ExportedCalendar(ResourceId ResourceId, string Host, string? Name, Instant AddedAt);

/// <summary>Reads the external calendars that a user has added, of all resources.</summary>
public sealed class ExportedCalendars(IFeedStates states, AggregateLoader loader, FeedSecrets secrets)
{
    public async Task<IReadOnlyList<ExportedCalendar>> ReadAsync(UserId user, CancellationToken cancellation)
    {
        List<ExportedCalendar> exported = [];
        foreach (var state in await states.ListAsync(user, cancellation))
        {
            var listed = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(state.ResourceId), cancellation)).State.ExternalCalendars.Calendars;
            if (listed.FirstOrDefault(calendar => calendar.Feed == state.Id) is { } calendar
                && (await secrets.DecryptAsync([calendar], cancellation)).GetValueOrDefault(state.Id) is { } secret)
            {
                exported.Add(new(state.ResourceId, secret.Host, secret.Name, state.Reading.AddedAt));
            }
        }

        return exported;
    }
}
