package io.aifactory.training.rest;

import io.aifactory.training.protocol.TrainerEvent;
import io.aifactory.training.runner.JobNews;
import io.aifactory.training.runner.TrainingJobs;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestStreamElementType;

/**
 * {@code /api/v1/training-jobs/{id}/events}: server-sent events. {@code job} carries the job as it
 * stands, at first and after every change; {@code trainer} what the trainer reported. The stream
 * ends with the job.
 */
@Path("/api/v1/training-jobs/{id}/events")
@PermitAll
@Blocking
public class JobEventsResource {
    private final TrainingJobs jobs;

    JobEventsResource(TrainingJobs jobs) {
        this.jobs = jobs;
    }

    /** The job as it stands, then what happens until its end. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<OutboundSseEvent> events(@PathParam("id") String id, @Context Sse sse) {
        return jobs.news(JobIds.parse(id))
                .onItem()
                .transformToMultiAndConcatenate(item -> events(item, sse));
    }

    private static Multi<OutboundSseEvent> events(JobNews.Item item, Sse sse) {
        List<OutboundSseEvent> events = new ArrayList<>();
        for (TrainerEvent event : item.events()) {
            events.add(sse.newEventBuilder().name("trainer").data(event).build());
        }
        events.add(sse.newEventBuilder().name("job").data(JobView.of(item.job())).build());
        return Multi.createFrom().iterable(events);
    }
}
