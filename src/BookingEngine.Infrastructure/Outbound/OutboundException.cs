using BookingEngine.Outbound;

namespace BookingEngine.Infrastructure.Outbound;

/// <summary>Carries a failure out of the handler's connect callback.</summary>
internal sealed class OutboundException(OutboundFailure failure) : IOException(failure.ToString())
{
    public OutboundFailure Failure => failure;

    /// <summary>What an exception of <see cref="HttpMessageInvoker"/> means.</summary>
    public static OutboundFailure FailureOf(Exception exception) => exception switch
    {
        OutboundException refused => refused.Failure,
        { InnerException: OutboundException refused } => refused.Failure,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => OutboundFailure.CertificateInvalid,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => OutboundFailure.Unreachable,
        _ => OutboundFailure.AnswerInvalid,
    };
}
