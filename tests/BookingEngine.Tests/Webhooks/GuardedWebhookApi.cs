using System.Text.Json.Nodes;
using BookingEngine.Infrastructure.Outbound;
using BookingEngine.Outbound;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Webhooks;

/// <summary>The whole API with its own sender of requests. Only names are looked up in a table.</summary>
internal sealed class GuardedWebhookApi : WebhookApi
{
    private GuardedWebhookApi(NameTable names, bool allowsLoopback)
        : base(new RunningApi
        {
            Settings = new() { ["WEBHOOK_ALLOW_LOOPBACK"] = allowsLoopback ? "true" : "false" },
            Replacing = services => services.AddSingleton<IOutboundHttp>(
                s => new GuardedHttp(names.FindAsync, s.GetRequiredService<OutboundPolicy>(), s.GetRequiredService<TimeProvider>())),
        }) => Names = names;

    public NameTable Names { get; }

    /// <summary>As in production: public addresses only.</summary>
    public static GuardedWebhookApi Production() => new(new NameTable(), allowsLoopback: false);

    /// <summary>As for development, so that receivers can be in this process.</summary>
    public static GuardedWebhookApi Development()
    {
        var names = new NameTable();
        names.Set("localhost", "127.0.0.1");
        return new GuardedWebhookApi(names, allowsLoopback: true);
    }

    public static JsonObject BodyFor(string url)
    {
        var body = Body("booking.*");
        body["url"] = url;
        return body;
    }

    /// <returns>The new endpoint's id.</returns>
    public async Task<string> NewEndpointAsync(string url)
    {
        var created = await CreateAsync(BodyFor(url));
        Assert.Equal(201, created.Status);
        return created.Member("id");
    }
}
