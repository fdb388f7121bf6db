using System.Text.Json.Nodes;
using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Outbound;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>Requests for external calendars, one method each.</summary>
internal static class CalendarCalls
{
    /// <summary>An API whose calendars of the internet are these.</summary>
    public static RunningApi NewApi(FakeFeeds feeds, Action<IServiceCollection>? replace = null) => new()
    {
        Replacing = services =>
        {
            services.AddSingleton<IOutboundHttp>(feeds);
            replace?.Invoke(services);
        },
    };

    public static string PathOf(string resource) => $"/resources/{resource}/external-calendars";

    public static JsonObject Calendars(params JsonObject[] calendars) => new() { ["calendars"] = new JsonArray([.. calendars]) };

    public static JsonObject Calendar(string? url, string? name = null, string? id = null)
    {
        JsonObject calendar = new() { ["name"] = name };
        if (url is not null)
        {
            calendar["url"] = url;
        }

        if (id is not null)
        {
            calendar["id"] = id;
        }

        return calendar;
    }

    public static Task<Answer> PutCalendarsAsync(this RunningApi api, Person by, string resource, string? ifMatch, params JsonObject[] calendars) =>
        api.PutAsync(by, PathOf(resource), Calendars(calendars), ifMatch);

    /// <summary>The calendars, once each was read or has failed since this instant of the API's clock.</summary>
    public static async Task<JsonObject[]> ReadCalendarsAsync(this RunningApi api, Person by, string resource)
    {
        JsonObject[] shown = [];
        await Mailbox.WaitAsync(async () =>
        {
            shown = await api.ShowCalendarsAsync(by, resource);
            return shown.All(calendar => (string?)calendar["status"] != "waiting");
        });
        return shown;
    }

    public static async Task<JsonObject[]> ShowCalendarsAsync(this RunningApi api, Person by, string resource) =>
        [.. (await api.GetAsync(by, PathOf(resource))).Json["calendars"]!.AsArray().Select(calendar => calendar!.AsObject())];

    /// <summary>Lets time pass until each feed of the resource has been read once more.</summary>
    public static async Task PassAsync(this RunningApi api, string resource, TimeSpan time)
    {
        var before = await RevisionsAsync();
        api.Clock.Advance(time);
        await Mailbox.WaitAsync(async () =>
        {
            api.AdvanceOneSecond();
            var now = await RevisionsAsync();
            return before.All(feed => !now.TryGetValue(feed.Key, out var revision) || revision >= feed.Value + 2); // claimed and read
        });

        async Task<Dictionary<FeedId, int>> RevisionsAsync() =>
            (await api.Services.GetRequiredService<IFeedStates>().ListAsync(new ResourceId(resource), CancellationToken.None)).ToDictionary(s => s.Id, s => s.Revision);
    }
}
