import { Controller, Get, HttpStatus, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TopicBrowser } from '@orderflow/messaging/topics';
import { ApiProblem, OperatorRoutes } from '@orderflow/service';
import type { FastifyReply } from 'fastify';
import { problemOf } from './topic.problems.js';
import { MessagesQuery, startOf, TopicParams } from './topic.requests.js';
import { messagesView, MessagesView, TopicsView } from './topic.views.js';

/** Topics, consumer groups and messages, for operators. */
@ApiTags('topics')
@OperatorRoutes()
@ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, 'KAFKA.UNAVAILABLE', 'Kafka is away or does not answer in time')
@Controller('topics')
export class TopicsController {
  constructor(private readonly topics: TopicBrowser) {}

  @Get()
  @ApiOperation({ summary: 'All topics with what they hold, and all consumer groups with their members and their lag' })
  @ApiOkResponse({ type: TopicsView })
  async list(): Promise<TopicsView> {
    return this.topics.overview().catch(problemOf);
  }

  @Get(':topic/messages')
  @ApiOperation({
    summary: 'Read messages of a topic',
    description:
      'The latest ones, newest first; or forwards, oldest first: from an offset of a partition, or from a time. With a key ' +
      'its partition is read. Looks at 10,000 messages at most and answers 4 MiB at most: `next` holds the query ' +
      'parameters that, in place of `offset` and `from`, go on from there. No consumer group is joined.',
  })
  @ApiOkResponse({ type: MessagesView })
  @ApiProblem(HttpStatus.NOT_FOUND, 'TOPIC.NOT_FOUND', 'There is no such topic')
  @ApiProblem(HttpStatus.BAD_REQUEST, 'REQUEST.INVALID', 'Names each field that is wrong and what it accepts')
  async messages(
    @Param() { topic }: TopicParams,
    @Query() query: MessagesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessagesView> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const { partition, key, type, contains, limit } = query;
    const request = { topic, start: startOf(query), partition, key, type, contains, limit };
    return messagesView(topic, await this.topics.read(request, gone.signal).catch(problemOf));
  }
}
