using System.Text.Json.Nodes;

namespace BookingEngine.Tests.Crashes;

/// <summary>Compares what was answered with what is there.</summary>
internal static class LedgerCheck
{
    /// <summary>What is wrong: an acknowledged booking that is lost or elsewhere, one too many, or two in one place.</summary>
    public static async Task<List<string>> FindingsAsync(MixedLoad load)
    {
        List<(LoadClient Client, JsonNode Booking)> all = [];
        foreach (var client in load.Clients)
        {
            all.AddRange((await load.ListAsync(client)).Select(booking => (client, booking!)));
        }

        var active = all.Where(b => Place.Of(b.Booking).Status == "confirmed").ToLookup(b => (Place.Of(b.Booking).Slot, Place.Of(b.Booking).Resource));
        List<string> findings =
        [
            .. active.Where(place => place.Count() > 1).Select(place => $"{place.Count()} bookings are at {place.Key}"),
            .. load.Clients.SelectMany(client => FindingsOf(client, [.. all.Where(b => b.Client == client).Select(b => b.Booking)])),
            .. from client in load.Clients
               from hold in client.Ledger.Holds
               where active.Contains((hold.At.Slot, hold.At.Resource))
               select $"client {client.Number} holds {hold.At}, which is booked",
        ];
        return findings;
    }

    private static IEnumerable<string> FindingsOf(LoadClient client, JsonNode[] listed)
    {
        var ledger = client.Ledger;
        foreach (var entry in ledger.Entries)
        {
            var found = listed.Where(b => (string)b["id"]! == entry.Id).Select(Place.Of).ToList();
            if (found is not [var only] || !entry.Allows(only))
            {
                yield return $"client {client.Number}: {entry.Id} was answered as {entry.Known} or {entry.Unknown}, and is {string.Join(", ", found)}";
            }
        }

        var unanswered = listed.Length - ledger.Entries.Count;
        if (unanswered < 0 || unanswered > ledger.UnknownBookings)
        {
            yield return $"client {client.Number} has {unanswered} bookings besides those answered, of {ledger.UnknownBookings} that may exist";
        }

        var limited = listed.Count(b => (string)b["service_id"]! == "limited" && (string)b["status"]! == "confirmed");
        if (limited > MixedLoad.Limit)
        {
            yield return $"client {client.Number} has {limited} bookings of the limited service";
        }
    }
}
