using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Docs;

/// <summary>The walk of docs/requests.http, request by request as it stands there.</summary>
public sealed class RequestsTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task The_whole_walk_goes_through_on_a_fresh_deployment()
    {
        var file = new RequestFile(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Docs", "requests.http")), RunningApi.Start,
            ("url", api.Address.ToString().TrimEnd('/')), ("key", RunningApi.Key),
            ("admin", RunningApi.AdminEmail), ("admin_password", RunningApi.AdminPassword));
        Dictionary<string, Answer> answers = [];
        foreach (var (name, text) in file.Requests)
        {
            answers.Add(name, await api.SendAsync(file.Call(text)));
            file.Keep(name, answers[name]);
        }

        Assert.Equal(
            [
                ("register", 201), ("token", 200), ("profile", 200), ("services", 200), ("resource", 200), ("day", 200), ("next", 200),
                ("book", 201), ("after", 200), ("bookings", 200), ("coming", 200), ("hold", 201), ("held", 201), ("show", 200), ("reschedule", 200),
                ("cancel", 200), ("admin", 200), ("chair", 201), ("consultation", 201), ("pending", 201), ("move", 200), ("approve", 200), ("another", 201),
                ("decline", 200), ("complete", 409), ("refreshed", 200), ("sessions", 200), ("ended", 200), ("users", 200), ("found", 200), ("staff", 200),
                ("deactivated", 200), ("reactivated", 200), ("user", 200), ("audit", 200), ("signedOut", 200),
            ],
            answers.Select(answer => (answer.Key, answer.Value.Status)));
        Assert.Equal("2030-05-01T12:30:00Z", answers["book"].Member("slot"));
        Assert.Equal(["2030-05-01T12:30:00Z"], answers["bookings"].SlotsOf());
        Assert.Equal(["2030-05-01T12:30:00Z"], answers["coming"].SlotsOf());
        Assert.Equal("2030-05-01T13:00:00Z", (string)answers["after"].Json["slots"]![0]!["start"]!);
        Assert.Equal(("staff", "active"), (answers["user"].Member("role"), answers["user"].Member("status")));
        Assert.Equal(4, answers["audit"].IdsOf("entries").Length);
        Assert.Equal(("2030-05-01T13:00:00Z", "By the window, please"), (answers["held"].Member("slot"), answers["show"].Member("notes")));
        Assert.Equal("2030-05-01T14:00:00Z", answers["reschedule"].Member("slot"));
        Assert.Equal(
            ["cancelled", "pending", "pending", "confirmed", "declined"],
            new[] { "cancel", "pending", "move", "approve", "decline" }.Select(name => answers[name].Member("status")));
        Assert.Equal((answers["pending"].Member("id"), "chair"), (answers["approve"].Member("id"), answers["approve"].Member("resource_id")));
        Assert.Equal("not_begun", answers["complete"].Member("code"));
    }
}
