using System.Net.Sockets;
using System.Security.Authentication;
using BookingEngine.Outbound;

namespace BookingEngine.Infrastructure.Outbound;

/// <summary>Carries a failure out of the handler's connect callback.</summary>
internal sealed class OutboundException(OutboundFailure failure) : IOException(failure.ToString())
{
    public OutboundFailure Failure => failure;

    /// <summary>What an exception of <see cref="System.Net.Http.HttpMessageInvoker"/> means.</summary>
    public static OutboundFailure FailureOf(Exception exception) => exception switch
    {
        OutboundException refused => refused.Failure,
        AuthenticationException => OutboundFailure.CertificateInvalid,
        SocketException => OutboundFailure.Unreachable,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => OutboundFailure.CertificateInvalid,
        { InnerException: { } inner } => FailureOf(inner),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => OutboundFailure.Unreachable,
        _ => OutboundFailure.AnswerInvalid,
    };
}
