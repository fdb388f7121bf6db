using System.Diagnostics;
using System.Text.Json.Nodes;
using BookingEngine.Outbound;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Webhooks;

/// <summary>The whole API, with a receiver instead of the network.</summary>
public class WebhookApi : IAsyncLifetime
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public const string Url = "https://hooks.example.com/in";

    public WebhookApi() => Api = new RunningApi { Replacing = services => services.AddSingleton<IOutboundHttp>(Receiver) };

    protected WebhookApi(RunningApi api) => Api = api;

    public FakeReceiver Receiver { get; } = new();

    public RunningApi Api { get; }

    /// <summary>Signed in anew: tests move the clock.</summary>
    public Task<Person> AdminAsync() => Api.AdminAsync();

    public static JsonObject Body(params string[] events) => new() { ["url"] = Url, ["events"] = new JsonArray([.. events.Select(e => JsonValue.Create(e))]) };

    public async Task<Answer> CreateAsync(JsonObject body) => await Api.PostAsync(await AdminAsync(), "/webhooks", body);

    public async Task<Answer> PutAsync(string id, JsonObject body, string? ifMatch = "*") => await Api.PutAsync(await AdminAsync(), $"/webhooks/{id}", body, ifMatch);

    public async Task<Answer> GetAsync(string path) => await Api.GetAsync(await AdminAsync(), path);

    public async Task<Answer> PostAsync(string path, JsonObject? body = null) => await Api.PostAsync(await AdminAsync(), path, body ?? []);

    public async Task<Answer> DeleteAsync(string id, string ifMatch = "*") =>
        await Api.SendAsync(new Call("DELETE", $"/webhooks/{id}") { Token = (await AdminAsync()).Token, Headers = [("If-Match", ifMatch)] });

    public async Task<Answer> BookAsync(Person by, JsonObject? more = null)
    {
        var body = new JsonObject { ["slot"] = People.NewSlot() };
        foreach (var (name, value) in more ?? [])
        {
            body[name] = value?.DeepClone();
        }

        var booked = await Api.PostAsync(by, "/bookings", body);
        Assert.Equal(201, booked.Status);
        return booked;
    }

    /// <summary>The first request that fits, once it arrived.</summary>
    public async Task<ReceivedRequest> ReceiveAsync(Func<ReceivedRequest, bool> fits)
    {
        ReceivedRequest? found = null;
        await WaitAsync(() => Task.FromResult((found = Receiver.Received.FirstOrDefault(fits)) is not null));
        return found!;
    }

    /// <summary>Waits while the clock goes on, because messages wait for it.</summary>
    public async Task WaitAsync(Func<Task<bool>> isTrue)
    {
        var waiting = Stopwatch.StartNew();
        while (!await isTrue())
        {
            Assert.True(waiting.Elapsed < Timeouts.Wait, "It never happened.");
            Api.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(Pause);
        }
    }

    /// <summary>The endpoint's delivery, its newest one or that of a payload, once it was tried.</summary>
    public async Task<JsonObject> TriedAsync(string endpoint, string? payload = null)
    {
        JsonObject? found = null;
        await WaitAsync(async () =>
        {
            found = (await DeliveriesAsync(endpoint)).FirstOrDefault(d => payload is null || (string)d["id"]! == payload);
            return found?["attempts"]!.AsArray().Count > 0;
        });
        return found!;
    }

    /// <summary>Waits until the endpoint's newest delivery has a status. The clock goes on by the step each time.</summary>
    public Task WaitForStatusAsync(string endpoint, string status, TimeSpan step) => WaitAsync(async () =>
    {
        Api.Clock.Advance(step);
        return (await DeliveriesAsync(endpoint)).FirstOrDefault() is { } newest && (string)newest["status"]! == status;
    });

    private async Task<IEnumerable<JsonObject>> DeliveriesAsync(string endpoint) =>
        (await GetAsync($"/webhooks/{endpoint}/deliveries")).Json["deliveries"]!.AsArray().Select(d => d!.AsObject());

    public Task InitializeAsync() => Api.InitializeAsync();

    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        Api.Dispose();
    }
}
