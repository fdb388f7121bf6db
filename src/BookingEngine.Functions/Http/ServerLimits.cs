using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace BookingEngine.Functions.Http;

/// <summary>What the web server itself lets through, alike in both hosts.</summary>
public static class ServerLimits
{
    public const int BodyBytes = 1_000_000;

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = BodyBytes;
    }
}
