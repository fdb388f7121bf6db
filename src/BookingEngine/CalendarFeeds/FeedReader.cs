using System.Security.Cryptography;
using System.Text;
using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using NodaTime;

namespace BookingEngine.CalendarFeeds;

/// <summary>What a feed serves.</summary>
/// <param name="Hash">Of the content.</param>
/// <param name="ChangedAt">When its appointments last changed.</param>
public sealed record FeedContent(byte[] Text, string Hash, Instant ChangedAt);

/// <summary>Finds a feed by its secret, and writes it. A feed is unknown from the moment at which its maker may no longer read what it has.</summary>
public sealed class FeedReader(AggregateLoader loader, BookingAccess access, ListBookingsHandler lists, FeedEntries entries, FeedChanges changes)
{
    private const int MaximumEntries = 5_000;
    private static readonly Duration Back = Duration.FromDays(90), Ahead = Duration.FromDays(400);

    /// <summary>Null for an unknown feed.</summary>
    public async Task<FeedContent?> FindAsync(string secret, Instant now, CancellationToken cancellation)
    {
        if (FeedSecrets.MakerOf(secret) is not { } maker || await FindFeedAsync(maker, FeedSecrets.Hash(secret), cancellation) is not { } feed)
        {
            return null;
        }

        var filter = new BookingFilter
        {
            OfOwn = feed.ResourceId is null,
            ResourceId = feed.ResourceId,
            From = new RangeBound(null, now - Back),
            To = new RangeBound(null, now + Ahead),
        };
        var query = new ListBookings(maker, After: null, MaximumEntries) { Role = Role.Admin, Filter = filter };
        if ((await lists.HandleAsync(query, cancellation)).IsRefused(out _, out var page))
        {
            return null;
        }

        var text = Encoding.UTF8.GetBytes(await entries.WriteAsync(feed, [.. page.Bookings.Where(IsShown)], cancellation));
        return new(text, Convert.ToHexStringLower(SHA256.HashData(text))[..32], await changes.FindLastAsync(feed, page.Bookings, cancellation));
    }

    // Who has called it off is not there.
    private static bool IsShown(Booking booking) => !booking.Status.IsCalledOff;

    private async Task<Feed?> FindFeedAsync(UserId maker, string hash, CancellationToken cancellation)
    {
        var feed = (await loader.RefreshAsync<PersonFeeds>(PersonFeeds.StreamOf(maker), cancellation)).State.Feeds.FirstOrDefault(f => f.SecretHash == hash);
        return feed is not null && await MayReadAsync(maker, feed.ResourceId, cancellation) ? feed : null;
    }

    private async Task<bool> MayReadAsync(UserId maker, ResourceId? resource, CancellationToken cancellation) =>
        (await loader.RefreshAsync<User>(maker.Stream, cancellation)).State.Status is UserStatus.Registered
        && (resource is { } id
            ? await access.CanStillManageAsync(maker, id, cancellation)
            : (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.IsActive(maker));
}
