using System.Net;

namespace BookingEngine.Outbound;

/// <summary>Where requests to addresses of tenants may go.</summary>
/// <param name="AllowsLoopback">Whether this machine is allowed, also over http. For development only.</param>
/// <param name="Own">The deployment's own address. A request to it could start the next one, without end.</param>
public sealed record OutboundPolicy(bool AllowsLoopback, Uri Own)
{
    /// <summary>One refusal for all reasons, so that nobody learns what is in the deployment's network.</summary>
    public static readonly Refusal NotAllowed = new(
        RefusalKind.Rule, "address_not_allowed", "Requests cannot go to this address. Send an https address on the public internet, without user name and password.");

    /// <summary>Null if requests may not go there. A name is not looked up yet: <see cref="IOutboundHttp"/> checks what it stands for.</summary>
    public OutboundAddress? Read(string text) => OutboundAddress.Read(text, AllowsLoopback) is { } address && !IsOwn(address.Value) ? address : null;

    /// <summary>Whether a connection may go to this IP address.</summary>
    public bool Allows(IPAddress address) => PublicAddresses.Contain(address) || (AllowsLoopback && IPAddress.IsLoopback(address));

    private bool IsOwn(Uri uri) => uri.Port == Own.Port && uri.IdnHost.Equals(Own.IdnHost.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
