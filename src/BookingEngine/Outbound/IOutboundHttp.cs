using NodaTime;

namespace BookingEngine.Outbound;

/// <summary>Sends requests to addresses that tenants have given. It looks up a name once and connects to exactly that address, and only if all
/// addresses of the name are public. It uses no proxy, no cookies and no credentials, and does not tell who asks.</summary>
public interface IOutboundHttp
{
    /// <summary>Whether the host is, or its name stands for, public addresses only. False if the name cannot be looked up. Use it when an address is saved:
    /// each request checks again.</summary>
    Task<bool> IsReachableAsync(OutboundAddress address, CancellationToken cancellation);

    /// <summary>Returns within the request's time limit, also if the other side is slow or its answer has no end.</summary>
    Task<OutboundResult> SendAsync(OutboundRequest request, CancellationToken cancellation);
}

/// <param name="Method">Such as <c>GET</c>. Redirects are for GET only.</param>
/// <param name="Headers">Added to the request. A name or value that is none of a header causes an exception: check it before.</param>
/// <param name="MaximumBody">How many bytes of the answer's body are read.</param>
/// <param name="MaximumRedirects">How many redirects are followed. Each target is checked like the first address.</param>
/// <param name="TimeLimit">For looking up, connecting, sending and reading together.</param>
public sealed record OutboundRequest(
    string Method, OutboundAddress Address, IReadOnlyList<KeyValuePair<string, string>> Headers, int MaximumBody, int MaximumRedirects, Duration TimeLimit)
{
    /// <summary>Sent as it is. Empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>An answer, or why there is none.</summary>
/// <param name="Answer">Null if <paramref name="Failure"/> is not.</param>
public sealed record OutboundResult(OutboundAnswer? Answer, OutboundFailure? Failure)
{
    public static implicit operator OutboundResult(OutboundFailure failure) => new(null, failure);

    public static implicit operator OutboundResult(OutboundAnswer answer) => new(answer, null);
}

/// <param name="Headers">By name, in any case. Several values of one name are joined by a comma.</param>
/// <param name="IsCut">Whether the body was longer than the request's maximum.</param>
public sealed record OutboundAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body, bool IsCut);

/// <summary>Why a request got no answer.</summary>
public enum OutboundFailure
{
    /// <summary>The name stands for an address that is not public, or a redirect leads to one.</summary>
    AddressRefused,
    NameUnknown,
    Unreachable,

    /// <summary>TLS failed, usually because of the certificate.</summary>
    CertificateInvalid,

    TimedOut,
    TooManyRedirects,

    /// <summary>The answer is no valid HTTP, or broke off.</summary>
    AnswerInvalid,
}
