using System.Text.Json.Nodes;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Pipeline;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Tests.Recovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Http.Admission;

/// <summary>Paths, methods, health, and the headers of every answer.</summary>
public sealed class AddressTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string NotFound = "There is nothing at this address. Check the path in the documentation.";

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("POST", "/nowhere")]
    [InlineData("GET", "/bookings/a/b/c")]
    [InlineData("DELETE", "/auth")]
    [InlineData("GET", "/auth/register/x")]
    [InlineData("PUT", "/api/bookings")]
    [InlineData("GET", "/%2F")]
    [InlineData("GET", "/bookings%2F")]
    [InlineData("GET", "/%F0%9F%94%91/../%2e%2e/etc/passwd")]
    [InlineData("TRACE", "/.env")]
    public async Task An_unknown_path_is_not_found(string method, string path)
    {
        (await api.SendAsync(new Call(method, path))).AssertProblem(404, "not_found", NotFound);
    }

    [Theory]
    [InlineData("GET", "/auth/register", "POST")]
    [InlineData("PUT", "/auth/token", "POST")]
    [InlineData("DELETE", "/bookings", "GET, POST")]
    [InlineData("PATCH", "/bookings", "GET, POST")]
    [InlineData("OPTIONS", "/bookings", "GET, POST")]
    [InlineData("TRACE", "/bookings/", "GET, POST")]
    [InlineData("POST", "/health/live", "GET, HEAD")]
    [InlineData("DELETE", "/HEALTH/Ready", "GET, HEAD")]
    public async Task A_wrong_method_names_the_allowed_ones(string method, string path, string allowed)
    {
        var answer = await api.SendAsync(new Call(method, path) { Key = null });

        answer.AssertProblem(405, "method_not_allowed", $"{method} is not allowed here. Use {allowed}.");
        Assert.Equal(allowed, answer.Header("Allow"));
    }

    [Theory]
    [InlineData("PROPFIND", "PROPFIND")]
    [InlineData("foo", "foo")]
    [InlineData("X-METHOD", "This method")]
    public async Task An_unknown_method_names_the_allowed_ones(string method, string shown)
    {
        var answer = await api.SendAsync(new Call(method, "/bookings"));

        answer.AssertProblem(405, "method_not_allowed", $"{shown} is not allowed here. Use GET, POST.");
        Assert.Equal("GET, POST", answer.Header("Allow"));
        (await api.SendAsync(new Call(method, "/nowhere"))).AssertProblem(404, "not_found", NotFound);
    }

    [Theory]
    [InlineData("/bookings", 405)]
    [InlineData("/nowhere", 404)]
    public async Task Head_on_a_route_without_it_is_answered_without_a_body(string path, int status)
    {
        var answer = await api.SendAsync(new Call("HEAD", path));

        Assert.Equal((status, "", "application/problem+json"), (answer.Status, answer.Text, answer.Header("Content-Type")));
    }

    [Fact]
    public async Task Health_reports_that_the_process_is_alive()
    {
        (await api.SendAsync(Call.Get("/health/live") with { Key = null })).AssertIs(200, new JsonObject { ["status"] = "live" });
    }

    [Fact]
    public async Task Readiness_reports_lag_poison_and_zone_data()
    {
        // The events of the start itself may still be in the pipeline, and lag until another sweep.
        var answer = await api.SendAsync(Call.Get("/health/ready") with { Key = null });
        await Mailbox.WaitAsync(async () =>
        {
            await ActivatorUtilities.CreateInstance<SweepFunction>(api.Services).RunAsync(new TimerInfo(), new LocalInvocation("test", CancellationToken.None));
            api.AdvanceOneSecond();
            answer = await api.SendAsync(Call.Get("/health/ready") with { Key = null });
            return (int)answer.Json["lag"]!["streams"]! == 0;
        });

        answer.AssertIs(200, new JsonObject
        {
            ["status"] = "ready",
            ["lag"] = new JsonObject { ["streams"] = 0, ["seconds"] = 0 },
            ["poison_messages"] = 0,
            ["zone_data"] = NodaTime.TimeZones.TzdbDateTimeZoneSource.Default.TzdbVersion,
            ["measured_at"] = answer.Member("measured_at"),
        });
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers_head_without_a_body(string path)
    {
        var answer = await api.SendAsync(new Call("HEAD", path) { Key = null });

        Assert.Equal((200, ""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Order_66.step-2")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_plain_correlation_id_is_returned(string id)
    {
        var answer = await api.SendAsync(Call.Get("/nowhere") with { Headers = [("X-Correlation-Id", id)] });

        Assert.Equal((id, id), (answer.Header("x-correlation-id"), answer.Member("correlation_id")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("<script>")]
    [InlineData("a, b")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task An_unsafe_correlation_id_is_replaced(string id)
    {
        var answer = await api.SendAsync(Call.Get("/health/live") with { Headers = [("X-Correlation-Id", id)] });

        Assert.True(Guid.TryParseExact(answer.Header("x-correlation-id"), "N", out var ours), answer.Header("x-correlation-id"));
        Assert.Equal(7, ours.Version);
    }

    [Fact]
    public async Task Every_request_has_its_own_correlation_id_which_its_events_carry()
    {
        var person = await api.NewPersonAsync();
        var call = Call.Post($"/bookings?slot={People.NewSlot()}") with { Token = person.Token, Headers = [("X-Correlation-Id", "from-the-client")] };

        Assert.Equal(201, (await api.SendAsync(call)).Status);

        Assert.Equal(["from-the-client"], await api.CorrelationsAsync("calendar-default"));
        var (first, second) = (await api.SendAsync(Call.Get("/")), await api.SendAsync(Call.Get("/")));
        Assert.NotEqual(first.Header("x-correlation-id"), second.Header("x-correlation-id"));
    }

    [Fact]
    public async Task No_answer_names_the_server()
    {
        foreach (var path in new[] { "/health/live", "/nowhere", "/bookings" })
        {
            var answer = await api.SendAsync(Call.Get(path));
            Assert.DoesNotContain(answer.Headers.Keys, h => h.Equals("Server", StringComparison.OrdinalIgnoreCase) || h.StartsWith("X-Powered", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void The_route_table_lists_every_functions_route_and_methods()
    {
        var declared = LocalHost.Hosting.FoundFunction.All.Select(f => f.Trigger).OfType<Microsoft.Azure.Functions.Worker.HttpTriggerAttribute>()
            .Where(t => t.Route != "{*path}").SelectMany(t => t.Methods!.Select(m => $"{m.ToUpperInvariant()} {t.Route}"));

        Assert.Equal(declared.Order(), RouteTable.Routes.SelectMany(r => r.Methods.Select(m => $"{m} {r.Template}")).Order());
    }
}
