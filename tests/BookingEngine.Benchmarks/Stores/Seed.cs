using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Benchmarks.Stores;

/// <summary>Fills a store without HTTP through the append that commands use.</summary>
public static class Seed
{
    public const int Calendars = 50;

    /// <summary>Bookings of many users, spread over the calendars of 50 resources.</summary>
    public static async Task BookingsAsync(IServiceProvider services, int count)
    {
        var (store, catalogue) = (services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCatalogue>());
        var (done, now) = (0, SystemClock.Instance.GetCurrentInstant());
        await Task.WhenAll(Enumerable.Range(0, Calendars).Select(async calendar =>
        {
            var mine = Enumerable.Range(0, count).Where(n => n % Calendars == calendar)
                .Select(n => Bookings.At(n / Calendars, Bookings.Resource("seed", calendar), new UserId(Bookings.NewId())));
            var version = 0L;
            foreach (var together in mine.Chunk(Commit.MaximumEvents))
            {
                await store.AppendAsync([Bookings.Commit(catalogue, version, now, together)]);
                version += together.Length;
                Report(Interlocked.Add(ref done, together.Length), count);
            }
        }));
    }

    /// <summary>Bookings of one resource from 2015 on, each made two days before.</summary>
    /// <returns>The version of its calendar after them.</returns>
    public static async Task<long> PastAsync(IServiceProvider services, ResourceId resource, long version, int count)
    {
        var (store, catalogue) = (services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCatalogue>());
        var (begin, user) = (Instant.FromUtc(2015, 1, 1, 0, 0), new UserId(Bookings.NewId()));
        var past = Enumerable.Range(0, count).Select(n => Bookings.At(begin + Duration.FromMinutes(30L * n), resource, user));
        foreach (var together in past.Chunk(Commit.MaximumEvents))
        {
            await store.AppendAsync([Bookings.Commit(catalogue, version, together[0].Start - Duration.FromDays(2), together)]);
            version += together.Length;
        }

        return version;
    }

    /// <summary>Signed-in users with bookings. Returns their access tokens.</summary>
    public static async Task<string[]> SignedInAsync(IServiceProvider services, int users, int bookingsEach)
    {
        var (sessions, tokens) = (services.GetRequiredService<ISessions>(), services.GetRequiredService<SessionTokens>());
        var (store, catalogue) = (services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCatalogue>());
        var now = SystemClock.Instance.GetCurrentInstant();
        return await Task.WhenAll(Enumerable.Range(0, users).Select(async n =>
        {
            var signedIn = tokens.Begin(new UserId(Bookings.NewId()), Role.Customer, client: null, now);
            await sessions.StartAsync(signedIn.Session);
            BookingMade[] own = [.. Enumerable.Range(0, bookingsEach).Select(i => Bookings.At(i, new ResourceId($"own-{n}"), signedIn.Session.UserId))];
            if (own.Length > 0)
            {
                await store.AppendAsync([Bookings.Commit(catalogue, 0, now, own)]);
            }

            return signedIn.Access.Text;
        }));
    }

    private static void Report(int done, int count)
    {
        if (count >= 10_000 && done % (count / 5) < Commit.MaximumEvents)
        {
            Console.WriteLine($"  {done:N0} of {count:N0} bookings");
        }
    }
}
