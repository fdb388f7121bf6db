using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Outbound;
using BookingEngine.Ports;
using BookingEngine.Users;

namespace BookingEngine.ExternalCalendars.Change;

/// <summary>Makes the external calendars that a request wants: checks their addresses, and encrypts them.</summary>
public sealed class NewCalendars(OutboundPolicy policy, IOutboundHttp http, FeedSecrets secrets, IIds ids)
{
    private const string Webcal = "webcal://";

    public async Task<Outcome<ImmutableArray<ExternalCalendar>>> MakeAsync(
        ChangeExternalCalendars command, ExternalCalendarList current, CancellationToken cancellation)
    {
        var known = await secrets.DecryptAsync(current.Calendars, cancellation);
        var made = ImmutableArray.CreateBuilder<ExternalCalendar>();
        foreach (var wanted in command.Calendars)
        {
            var present = current.Calendars.FirstOrDefault(calendar => calendar.Id == wanted.Id);
            var secret = present is null ? null : known.GetValueOrDefault(present.Feed);
            if (wanted.Id is not null && secret is null)
            {
                return ChangeExternalCalendarsHandler.Unknown;
            }

            var outcome = secret is not null && IsKept(wanted, secret)
                ? await RenameAsync(present!, secret, wanted.Name, cancellation)
                : await AddAsync(wanted, command.Actor.UserId, cancellation);
            if (outcome.IsRefused(out var refusal, out var calendar))
            {
                return refusal;
            }

            made.Add(calendar);
        }

        return made.ToImmutable();
    }

    private static bool IsKept(WantedCalendar wanted, FeedSecret secret) =>
        wanted.Url is null || wanted.Url.Equals(secret.Host, StringComparison.OrdinalIgnoreCase);

    private async Task<Outcome<ExternalCalendar>> RenameAsync(ExternalCalendar present, FeedSecret secret, string? name, CancellationToken cancellation) =>
        name == secret.Name ? present
            : await secrets.EncryptAsync(present.AddedBy, present.Feed, secret with { Name = name }, cancellation) is { } encrypted
                ? present with { Secret = encrypted }
                : ChangeExternalCalendarsHandler.Unknown;

    private async Task<Outcome<ExternalCalendar>> AddAsync(WantedCalendar wanted, UserId by, CancellationToken cancellation)
    {
        // Calendar programs write webcal for https.
        var url = wanted.Url!.StartsWith(Webcal, StringComparison.OrdinalIgnoreCase) ? $"https://{wanted.Url[Webcal.Length..]}" : wanted.Url;
        if (policy.Read(url) is not { } address || !await http.IsReachableAsync(address, cancellation))
        {
            return OutboundPolicy.NotAllowed;
        }

        var feed = new FeedId(ids.Next());
        return await secrets.EncryptAsync(by, feed, new FeedSecret(address.Value.AbsoluteUri, wanted.Name), cancellation) is { } secret
            ? new ExternalCalendar(wanted.Id ?? new ExternalCalendarId(ids.Next()), feed, secret, by)
            : CatalogueRefusals.NotFound;
    }
}
