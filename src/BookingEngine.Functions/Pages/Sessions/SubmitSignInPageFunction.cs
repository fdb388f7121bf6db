using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Users.Sessions;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using BookingEngine.Users.Verification;

namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>Handles the form: first the password, then a code if the account has a second factor.</summary>
public sealed class SubmitSignInPageFunction(PageEdge edge, CountedSignIns signIns, ISessions sessions, PageTokens tokens) : IHttpFunction
{
    public static string Name => "SignInSubmit";

    public static Policy Policy { get; } = Policy.OpenPage(RateLimitName.Login);

    public static Operation? Operation => null;

    [Function("PageSignInSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-in")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitSignInPageFunction, SignInForm>(request, context, (visit, form, _) => AnswerAsync(visit, form));

    private async Task<IResult> AnswerAsync(PageVisit visit, SignInForm form)
    {
        var call = visit.Call;
        var command = new SignIn(form.Email, form.Password, ClientName.Of(call.Request)) { Otp = form.Otp, Ticket = form.Ticket, AsksForCode = true };
        var (outcome, exceeded) = await signIns.HandleAsync(call with { SignedIn = null }, Name, command);
        return exceeded is { } state ? SessionPages.TooMany(visit, LimitGate.Refusal(state))
            : outcome.IsRefused(out var refusal, out var signedIn) ? Refused(visit, form, refusal)
            : await BeginAsync(visit, form, signedIn.Session);
    }

    // Nobody else can go on with the browser's former session.
    private async Task<IResult> BeginAsync(PageVisit visit, SignInForm form, Session session)
    {
        if (visit.Call.SignedIn is { } former)
        {
            await sessions.EndAsync(former.SessionId);
        }

        SessionCookie.Set(visit.Call.Request.HttpContext.Response, tokens.CookieOf(session), session.ExpiresAt);
        var address = ReturnAddress.With(ReturnAddress.SignIn, form.Next ?? ReturnAddress.Checked(ReturnAddress.Of(session.Role)));
        return new SeeOther($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{SignInPageFunction.Kept}=1");
    }

    private static HtmlPage Refused(PageVisit visit, SignInForm form, Refusal refusal) => refusal switch
    {
        SecondFactorAsked asked => SignInPage.Code(visit, StatusCodes.Status200OK, form.Email, asked.Ticket, form.Next),
        _ when refusal.Code == SecondFactorCheck.Invalid.Code && form.Ticket is { } ticket =>
            SignInPage.Code(visit, StatusCodes.Status422UnprocessableEntity, form.Email, ticket, form.Next, "sign_in.code.wrong"),
        _ => SignInPage.Password(visit, StatusCodes.Status422UnprocessableEntity, form.Email, form.Next, ErrorOf(form, refusal)),
    };

    private static string ErrorOf(SignInForm form, Refusal refusal) =>
        refusal == SignInHandler.Deactivated ? "sign_in.deactivated"
        : refusal == EmailVerification.NotVerified ? "sign_in.not_verified"
        : form.Ticket is null ? "sign_in.wrong"
        : "sign_in.ticket";
}
