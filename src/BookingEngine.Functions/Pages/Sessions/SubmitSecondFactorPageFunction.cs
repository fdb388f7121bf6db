using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Users.Enrolment;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>Handles the forms of the page.</summary>
public sealed class SubmitSecondFactorPageFunction(PageEdge edge, EnrolSecondFactor enrolment, SignInAttempts attempts) : IHttpFunction
{
    public static string Name => "SecondFactorSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Write) with { IsForEnrolment = true };

    public static Operation? Operation => null;

    [Function("PageSecondFactorSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-in/second-factor")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitSecondFactorPageFunction, SecondFactorForm>(request, context, (visit, form, _) =>
            form is { Secret: { } secret, Otp: { } otp } ? ConfirmAsync(visit, form, secret, otp) : BeginAsync(visit, form));

    private Task<IResult> BeginAsync(PageVisit visit, SecondFactorForm form)
    {
        var (call, user) = (visit.Call, visit.Call.Caller.UserId);
        return AnswerAsync(
            visit, () => enrolment.RequestAsync(user, form.Password, call.Command, call.Cancellation),
            offered => SecondFactorPages.Confirm(visit, StatusCodes.Status200OK, offered.Secret, offered.Address, form.Next),
            refusal => Refused(visit, form, refusal == ChangePasswordHandler.OldPasswordIncorrect ? "page.password.wrong" : "factor.enrolled"));
    }

    private Task<IResult> ConfirmAsync(PageVisit visit, SecondFactorForm form, string secret, string otp)
    {
        var (call, caller) = (visit.Call, visit.Call.Caller);
        return AnswerAsync(
            visit, () => enrolment.ConfirmAsync(caller.UserId, caller.SessionId, otp, call.Command, call.Cancellation),
            codes => SecondFactorPages.Done(visit, codes, form.Next ?? ReturnAddress.Of(caller.Role)),
            refusal => refusal == EnrolSecondFactor.WrongCode
                ? SecondFactorPages.Confirm(visit, StatusCodes.Status422UnprocessableEntity, secret, null, form.Next, "sign_in.code.wrong")
                : Refused(visit, form, refusal == EnrolSecondFactor.Enrolled ? "factor.enrolled" : "factor.expired"));
    }

    private async Task<IResult> AnswerAsync<T>(PageVisit visit, Func<Task<Outcome<T>>> prove, Func<T, IResult> show, Func<Refusal, IResult> refuse)
    {
        var answer = await attempts.AnswerAsync(visit.Call, visit.Call.Caller.UserId, prove, show, refuse);
        return answer is Problem { Status: StatusCodes.Status429TooManyRequests } tooMany ? SessionPages.TooMany(visit, tooMany) : answer;
    }

    private static HtmlPage Refused(PageVisit visit, SecondFactorForm form, string error) =>
        SecondFactorPages.Begin(visit, StatusCodes.Status422UnprocessableEntity, form.Next, error);
}
