using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Docs;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

/// <summary>Sends the requests of docs/requests.http in order.</summary>
[Collection(ContractTests.Name)]
public sealed class RequestsWalk(ContractApi api)
{
    private static readonly (string Name, int Status)[] Expected =
    [
        ("register", 201), ("token", 200), ("profile", 200), ("services", 200), ("resource", 200), ("day", 200), ("next", 200), ("book", 201),
        ("after", 200), ("bookings", 200), ("coming", 200), ("hold", 201), ("held", 201), ("waiting", 201), ("waitlist", 200), ("waitlistEntry", 200), ("taken", 409), ("refused", 409), ("waitlistLeft", 204), ("feed", 201), ("feedRead", 200), ("feeds", 200), ("feedEnded", 200), ("show", 200), ("reschedule", 200), ("cancel", 200), ("series", 201), ("seriesMoved", 200), ("seriesCancelled", 200), ("seriesBookings", 200), ("history", 200),
        ("admin", 200), ("chair", 201), ("branch", 201), ("holidays", 200), ("traveller", 201), ("calendars", 200), ("calendarRefused", 422), ("consultation", 201), ("long", 200), ("longer", 201), ("pending", 201),
        ("targets", 200), ("move", 200), ("approve", 200), ("another", 201), ("decline", 200), ("complete", 409), ("end", 409), ("together", 201), ("bothFree", 200), ("both", 201), ("ofTheChair", 200), ("bothSeries", 201), ("visit", 201), ("visitFree", 200), ("visitBooked", 201), ("warned", 201), ("refreshed", 200), ("address", 202),
        ("sessions", 200), ("factor", 200), ("confirmed", 400), ("ended", 200), ("brand", 200), ("branded", 200), ("visitorServices", 200), ("visitorHold", 201), ("visitorExtended", 200), ("visitorBooking", 201), ("visitorProof", 200), ("visitorConfirmed", 400), ("brandHistory", 200), ("template", 200), ("preview", 200),
        ("webhook", 201), ("webhooks", 200), ("rotated", 200), ("tested", 409), ("deliveries", 200), ("webhookHistory", 200), ("webhookDeleted", 204), ("events", 200),
        ("users", 200), ("found", 200), ("staff", 200), ("deactivated", 200), ("reactivated", 200), ("exempt", 200), ("lost", 204), ("user", 200), ("audit", 200),
        ("export", 200), ("registeredToErase", 201), ("toErase", 200), ("erasedOneself", 204), ("erased", 204), ("table", 200), ("signedOut", 200),
    ];

    [Fact]
    public async Task Every_request_in_the_file_has_its_expected_answer()
    {
        var answers = await WalkAsync(TimeProvider.System.GetUtcNow());

        Assert.Equal(Expected, answers.Select(answer => (answer.Key, answer.Value.Status)));
        AssertBookings(answers);
        AssertApproval(answers);
        Assert.StartsWith("BEGIN:VCALENDAR", answers["feedRead"].Text, StringComparison.Ordinal);
        Assert.Equal(("staff", "active"), (answers["user"].Member("role"), answers["user"].Member("status")));
        Assert.Equal(6, answers["audit"].IdsOf("entries").Length);
    }

    private async Task<Dictionary<string, Answer>> WalkAsync(DateTimeOffset now)
    {
        RequestFile file = new(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Docs", "requests.http")), now,
            ("url", api.Address.ToString().TrimEnd('/')), ("key", api.Key), ("email", ContractPeople.NewAddress()),
            ("admin", api.AdminEmail), ("admin_password", api.AdminPassword));
        Dictionary<string, Answer> answers = [];
        foreach (var (name, text) in file.Requests)
        {
            var answer = await api.SendAsync(AtTheDeployment(file.Call(text)));
            Assert.True(Expected.Contains((name, answer.Status)), $"{name}: {answer.Status} {answer.Text}");
            answers.Add(name, answer);
            file.AddAnswer(name, answer);
        }

        return answers;
    }

    // Links in answers begin with PUBLIC_URL, where nobody listens.
    private static Call AtTheDeployment(Call call) => call with { Path = call.Path.Replace(ContractApi.Settings["PUBLIC_URL"], "", StringComparison.Ordinal) };

    private static void AssertBookings(Dictionary<string, Answer> answers)
    {
        var (next, after) = (StartsOf(answers["next"]), StartsOf(answers["after"]));
        Assert.Equal(next[0], answers["book"].Member("slot"));
        Assert.Equal([next[0]], answers["bookings"].SlotsOf());
        Assert.Equal([next[0]], answers["coming"].SlotsOf());
        Assert.Equal(next[1..], after[..2]);
        Assert.Equal((after[0], "By the window, please"), (answers["held"].Member("slot"), answers["show"].Member("notes")));
        Assert.Equal(after[2], answers["reschedule"].Member("slot"));
    }

    private static void AssertApproval(Dictionary<string, Answer> answers)
    {
        Assert.Equal(
            ["cancelled", "pending", "pending", "confirmed", "declined"],
            new[] { "cancel", "pending", "move", "approve", "decline" }.Select(name => answers[name].Member("status")));
        Assert.Equal((answers["pending"].Member("id"), "chair"), (answers["approve"].Member("id"), answers["approve"].Member("resource_id")));
        Assert.Equal("not_begun", answers["complete"].Member("code"));
    }

    private static string[] StartsOf(Answer slots) => [.. slots.Json["slots"]!.AsArray().Select(s => (string)s!["start"]!)];
}
